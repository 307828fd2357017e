import { sha256 } from '../kube/names';

const BACKEND = 'ghcr.io/chat2sql/chat2sql-backend';

function image(tag: string): string {
  return `${BACKEND}:${tag}@sha256:${sha256(BACKEND, tag)}`;
}

/** The release of the scenario "prod-incident": it starts, answers errors and dies. */
export const CRASHING_RELEASE = image('0.1.2');

/** The release of the scenario "rollout-stuck": it was never pushed. */
export const UNPUSHED_RELEASE = image('0.2.0-rc.2');

/** What somebody set by hand in the scenario "drift". */
export const HAND_SET_RELEASE = image('0.1.1-hotfix.1');
