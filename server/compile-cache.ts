/**
 * Keeps what V8 and the type stripping make of 1,600 modules beside them on disk: a start takes half the time from the
 * second one on. Where that folder cannot be written nothing is kept.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/samepage', import.meta.url)))
