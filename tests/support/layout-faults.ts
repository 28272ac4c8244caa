/**
 * Runs inside a page: says which controls are too small for a finger, covered or off the screen, which words are cut off,
 * and what makes the page scroll sideways. Uses nothing from outside of itself.
 */
export function findLayoutFaults(): string[] {
  const faults: string[] = []
  const minTarget = 44
  /** WCAG 2.5.8, for links that stand on their own; links in a sentence are exempt. */
  const minLink = 24
  // What lies over the page is meant to.
  const root: Element = [...document.querySelectorAll('dialog:modal, .who-wrote')].at(-1) ?? document.body
  const width = document.documentElement.clientWidth

  const label = (element: Element) => {
    const words = element.getAttribute('aria-label') ?? (element.textContent.trim() || (element.getAttribute('placeholder') ?? element.id))
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> “${words.replaceAll(/\s+/g, ' ').slice(0, 50)}”`
  }
  const hidden = new Map<Element | null, boolean>([[document.body, false], [document.documentElement, false], [null, true]])
  const isHidden = (element: Element | null): boolean => {
    const known = hidden.get(element)
    if (known !== undefined || element === null) return known ?? true
    const isAway = () => {
      if (element.matches('[inert], [aria-hidden="true"]') || !element.checkVisibility({ visibilityProperty: true })) return true
      const box = element.getBoundingClientRect()
      return (box.width <= 1 && box.height <= 1) || getComputedStyle(element).clipPath === 'inset(50%)'
    }
    const answer = isHidden(element.parentElement) || isAway()
    hidden.set(element, answer)
    return answer
  }
  /** A picture that can be moved about in its own box, such as a wide table. */
  const scroller = (element: Element): Element | null => {
    for (let at = element.parentElement; at !== null && at !== document.documentElement; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth + 1) return at
    }
    return null
  }

  /** What cuts off the words of an element: up to the next box that can be scrolled. */
  const cutting = new Map<Element, readonly Element[]>()
  const cutters = (element: Element): readonly Element[] => {
    const known = cutting.get(element)
    if (known !== undefined) return known
    const { overflowX, overflowY } = getComputedStyle(element)
    const above = element.parentElement === null || /auto|scroll/.test(overflowY) ? [] : cutters(element.parentElement)
    const all = /hidden|clip/.test(overflowX + overflowY) ? [element, ...above] : above
    cutting.set(element, all)
    return all
  }

  /** Whether a press that far from its middle still meets it: some are drawn small and pressed large. */
  const reaches = (target: Element, least: number) => {
    target.scrollIntoView({ block: 'center' })
    const { left, top, width: wide, height } = target.getBoundingClientRect()
    const [x, y, far] = [left + wide / 2, top + height / 2, least / 2 - 1]
    const isMet = (atX: number, atY: number) => {
      const on = document.elementFromPoint(atX, atY)
      return on !== null && target.contains(on)
    }
    return (wide >= least || (isMet(x - far, y) && isMet(x + far, y))) && (height >= least || (isMet(x, y - far) && isMet(x, y + far)))
  }

  const sideways = document.scrollingElement?.scrollWidth ?? 0
  if (sideways > width + 1) faults.push(`the page is ${sideways} px wide in a window of ${width}`)
  for (const element of root.querySelectorAll('*')) {
    if (element.scrollWidth <= element.clientWidth + 1 || isHidden(element) || element.tagName === 'TEXTAREA') continue
    if (/auto|scroll/.test(getComputedStyle(element).overflowX) && element.getAttribute('tabindex') !== '0') faults.push(`scrolls sideways: ${label(element)}`)
  }

  const selector = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=textbox], [role=button], [role=menuitem], [role=radio], [role=checkbox], [role=slider], [role=option]'
  for (const control of root.querySelectorAll(selector)) {
    const isChoice = control.matches('input[type=radio], input[type=checkbox]')
    const target = (isChoice ? control.closest('label') : null) ?? control
    if (isHidden(target) || target.closest('[data-focus-only]') !== null) continue
    const box = target.getBoundingClientRect()
    const isLink = control.matches('a')
    const inSentence = isLink && getComputedStyle(control).display === 'inline'
    const { borderTopWidth, backgroundColor } = getComputedStyle(control)
    const looksLikeButton = borderTopWidth !== '0px' || backgroundColor !== 'rgba(0, 0, 0, 0)'
    const least = isLink && !looksLikeButton ? minLink : minTarget
    if (!inSentence && (box.width < least - 0.5 || box.height < least - 0.5) && !reaches(target, least)) {
      faults.push(`${box.width.toFixed(0)}x${box.height.toFixed(0)} px: ${label(target)}`)
    }
    if (box.left < -1 || box.right > width + 1) {
      if (scroller(target) === null) faults.push(`out of the window (${box.left.toFixed(0)} to ${box.right.toFixed(0)} of ${width}): ${label(target)}`)
      continue
    }
    if (inSentence || getComputedStyle(target).pointerEvents === 'none') continue
    const coverOf = () => {
      const { left, top, width: wide, height } = target.getBoundingClientRect()
      const on = document.elementFromPoint(left + wide / 2, top + height / 2)
      return on === null || target.contains(on) || on.contains(target) ? null : on
    }
    // What bars lie over now may be scrolled out from under them.
    if (coverOf() === null) continue
    target.scrollIntoView({ block: 'center' })
    const cover = coverOf()
    if (cover !== null) faults.push(`${label(target)} is under ${label(cover)}`)
  }

  for (const element of root.querySelectorAll('*')) {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '')
    if (texts.length === 0 || isHidden(element) || element.closest('svg, script, style, option') !== null) continue
    const range = document.createRange()
    // Its own words only: what stands in it for the ear alone is elsewhere.
    const boxes = texts.flatMap((text) => {
      range.selectNodeContents(text)
      return [...range.getClientRects()]
    })
    const words = {
      left: Math.min(...boxes.map(({ left }) => left)), right: Math.max(...boxes.map(({ right }) => right)),
      top: Math.min(...boxes.map(({ top }) => top)), bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
    }
    if (boxes.length === 0) continue
    if ((words.left < -1 || words.right > width + 1) && scroller(element) === null && words.bottom > 0) faults.push(`words out of the window: ${label(element)}`)
    for (const at of cutters(element)) {
      const { overflowX, overflowY } = getComputedStyle(at)
      const clip = at.getBoundingClientRect()
      const isCutX = /hidden|clip/.test(overflowX) && (words.left < clip.left - 2 || words.right > clip.right + 2)
      const isCutY = /hidden|clip/.test(overflowY) && (words.top < clip.top - 4 || words.bottom > clip.bottom + 4)
      if (isCutX || isCutY) faults.push(`cut off by ${label(at).split(' “')[0]}: ${label(element)}`)
    }
  }
  scrollTo(0, 0)
  return [...new Set(faults)]
}
