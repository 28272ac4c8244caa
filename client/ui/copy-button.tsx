import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { announce } from './status-region.tsx'
import { Button } from './button.tsx'

/** Copies words to the clipboard and says that it did. */
export function CopyButton({ words, label }: { words: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(words)
    setIsCopied(true)
    announce('Copied')
    setTimeout(() => setIsCopied(false), 2000)
  }
  return (
    <Button onPress={() => void copy()}>
      {isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
      {isCopied ? 'Copied' : label}
    </Button>
  )
}
