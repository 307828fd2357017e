/** True for a full catalog reference: `group:default/sre`. */
export function isCatalogRef(text: string): boolean {
  return /^[a-z][a-z0-9-]*:[a-z0-9_.-]+\/[a-zA-Z0-9_.-]+$/.test(text);
}

/** True for the name of a runbook page, which becomes part of a link. */
export function isRunbookPage(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,99}$/.test(text);
}
