import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from './page.tsx'

/** Catches a mistake in the app itself, so that a person never meets an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <Page>
        <Notice tone="danger" isAlert action={<Button onPress={() => location.reload()}>Load the page again</Button>}>
          This page stopped working. What was marked as saved is safe on the server. <small>(app-error)</small>
        </Notice>
      </Page>
    )
  }
}
