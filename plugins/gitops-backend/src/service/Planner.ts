import { createHash } from 'node:crypto';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  contentHashOf,
  diffFile,
  idempotencyKeyOf,
  isBlocked,
  planCreateEnvironment,
  planIdOf,
  readCreateEnvironmentAnswers,
  readRecords,
  reserve,
  type DecidedAnswers,
  type OpenClaim,
  type Plan,
  type PlanBody,
  type Reservation,
} from '@chat2sql/plugin-gitops-common';
import type { GitHost } from '@chat2sql/plugin-gitops-node';
import {
  parseEnvironmentRecord,
  type EnvironmentRecord,
} from '@chat2sql/plugin-platform-common';
import type { ChangeStore } from '../database/ChangeStore';
import type { PlanStore, StoredPlan } from '../database/PlanStore';
import type { SnapshotLoader } from './SnapshotLoader';

/** SHA-256 in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Reads and checks answers before anything else looks at them. @throws InputError naming each field */
export function decideAnswers(input: unknown): DecidedAnswers {
  const { answers, problems } = readCreateEnvironmentAnswers(input);
  if (answers) return answers;
  throw new InputError(
    problems
      .map(
        p =>
          `${p.path || 'answers'}: ${p.message}${
            p.allowed ? ` (allowed: ${p.allowed})` : ''
          }`,
      )
      .join('; '),
  );
}

/** Lease an earlier plan wrote into its record. */
function leaseOf(plan: PlanBody): EnvironmentRecord['lease'] {
  const file = plan.edits.find(e => e.path.endsWith('/environment.yaml'));
  return file && parseEnvironmentRecord(file.content, file.path).record?.lease;
}

/** Makes plans from answers and stores them. */
export class Planner {
  readonly #host: GitHost;
  readonly #loader: SnapshotLoader;
  readonly #plans: PlanStore;
  readonly #changes: ChangeStore;
  readonly #ttlMs: number;
  readonly #now: () => Date;

  private constructor(options: PlannerOptions) {
    this.#host = options.host;
    this.#loader = options.loader;
    this.#plans = options.plans;
    this.#changes = options.changes;
    this.#ttlMs = options.ttlMs;
    this.#now = options.now;
  }

  static create(options: PlannerOptions): Planner {
    return new Planner(options);
  }

  /** Plans a new environment on the head of the base branch, and stores the plan for its creator. */
  async plan(answers: DecidedAnswers, createdBy: string): Promise<Plan> {
    const now = this.#now();
    const idempotencyKey = idempotencyKeyOf(
      {
        op: 'create-environment',
        tier: answers.tier,
        name: answers.name,
        answers: { ...answers },
      },
      sha256,
    );
    const earlier = await this.#plans.latest({
      idempotencyKey,
      createdBy,
      now: now.toISOString(),
    });
    const body = await this.#planAt(await this.baseHead(), answers, {
      lease: earlier && leaseOf(earlier.body),
    });
    const contentHash = contentHashOf(body, sha256);
    const stored = await this.#plans.save({
      id: planIdOf({ ...body, contentHash, createdBy }, sha256),
      body,
      contentHash,
      idempotencyKey,
      createdBy,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + this.#ttlMs).toISOString(),
    });
    return this.view(stored);
  }

  /**
   * The plan a stored one would be on another commit. Its change, if it has
   * one, does not stand in its own way.
   */
  replanAt(
    commit: string,
    plan: StoredPlan,
    options: { ownChange?: number } = {},
  ): Promise<PlanBody> {
    return this.#planAt(commit, decideAnswers(plan.body.answers), {
      lease: leaseOf(plan.body),
      ownChange: options.ownChange,
    });
  }

  /** Names of a plan that are held at a commit by anybody but its own change; reads records only. */
  async heldNames(
    commit: string,
    plan: StoredPlan,
    ownChange: number,
  ): Promise<Reservation[]> {
    const { consequences, tier, name } = plan.body;
    if (!consequences) return [];
    const openClaims = await this.#openClaims(ownChange);
    const { cluster, hostname } = consequences;
    const reservations = await this.#loader.run(commit, snapshot =>
      reserve(
        { tier, name, cluster, hostname },
        {
          snapshot,
          records: readRecords(snapshot).records,
          baseBranch: this.#host.baseBranch,
          openClaims,
        },
      ),
    );
    return reservations.filter(r => r.heldBy !== undefined);
  }

  /** Commit of the base branch. @throws ServiceUnavailableError while the repository is empty */
  async baseHead(): Promise<string> {
    const { provider, repo, baseBranch } = this.#host;
    const head = await provider.head(repo, baseBranch);
    if (head === undefined) {
      throw new ServiceUnavailableError(
        `the repository ${repo} has no branch ${baseBranch} yet`,
      );
    }
    return head;
  }

  /** A stored plan with its diff. */
  async view(plan: StoredPlan): Promise<Plan> {
    const { provider, repo } = this.#host;
    const { body } = plan;
    const change = await this.#changes.byPlan(plan.id);
    const files = await Promise.all(
      body.edits.map(async edit => {
        const old = await provider.readFile(repo, body.baseSha, edit.path);
        return diffFile(
          edit.path,
          old && Buffer.from(old.bytes).toString('utf8'),
          edit.content,
        );
      }),
    );
    return {
      ...body,
      id: plan.id,
      contentHash: plan.contentHash,
      createdBy: plan.createdBy,
      createdAt: plan.createdAt,
      expiresAt: plan.expiresAt,
      blocked: isBlocked(body.checks),
      // A file that is there already with this very content is no difference.
      files: files.filter(f => f.binary || f.hunks.length > 0),
      ...(change && { changeNumber: change.number }),
    };
  }

  /** The plan for answers on a commit; stores nothing. */
  async #planAt(
    commit: string,
    answers: DecidedAnswers,
    options: { lease?: EnvironmentRecord['lease']; ownChange?: number },
  ): Promise<PlanBody> {
    const openClaims = await this.#openClaims(options.ownChange);
    const now = this.#now();
    return this.#loader.run(commit, snapshot =>
      planCreateEnvironment(answers, {
        snapshot,
        baseBranch: this.#host.baseBranch,
        now,
        openClaims,
        lease: options.lease,
      }),
    );
  }

  async #openClaims(except?: number): Promise<OpenClaim[]> {
    const held = await this.#changes.heldNames();
    return held
      .filter(name => name.number !== except)
      .map(name => ({
        holder: `change ${name.number} of ${name.author}`,
        keys: [name.key],
      }));
  }
}

interface PlannerOptions {
  host: GitHost;
  loader: SnapshotLoader;
  plans: PlanStore;
  changes: ChangeStore;
  /** How long a plan can be opened, in milliseconds. */
  ttlMs: number;
  now: () => Date;
}
