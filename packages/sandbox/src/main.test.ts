import {
  execFile,
  spawn,
  spawnSync,
  type ChildProcess,
} from 'node:child_process';
import fs from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import git from 'isomorphic-git';
import { PLATFORM_REPO } from './__testUtils__/simulation';
import { loadPlatformRepo } from './gitops/PlatformSource';

const run = promisify(execFile);
const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');
const TOKENS = {
  SANDBOX_TOKEN_NONPROD: 'token-nonprod',
  SANDBOX_TOKEN_PROD: 'token-prod',
  SANDBOX_CONTROL_TOKEN: 'token-control',
};

interface Started {
  child: ChildProcess;
  ports: Record<string, number>;
  lines: string[];
  ended: Promise<number | null>;
}

function launch(args: string[], env: object = TOKENS) {
  const child = spawn(
    process.execPath,
    ['-r', TRANSFORM, join(__dirname, 'main.ts'), ...args],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const ended = new Promise<number | null>(resolve =>
    child.on('close', code => resolve(code)),
  );
  return { child, ended };
}

async function start(args: string[]): Promise<Started> {
  const { child, ended } = launch(args);
  const lines: string[] = [];
  let errors = '';
  child.stderr!.on('data', chunk => {
    errors += chunk;
  });
  const ports = await new Promise<Record<string, number>>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', chunk => {
      text += chunk;
      const complete = text.split('\n');
      text = complete.pop()!;
      lines.push(...complete);
      const ready = complete.find(line => line.startsWith('sandbox ready '));
      if (ready) resolve(JSON.parse(ready.slice('sandbox ready '.length)));
    });
    void ended.then(code => reject(new Error(`ended with ${code}: ${errors}`)));
  });
  return { child, ports, lines, ended };
}

async function makeRepository(gitdir: string, work: string): Promise<void> {
  await git.init({ fs, dir: work, gitdir, defaultBranch: 'main' });
  for (const [filepath, text] of loadPlatformRepo(PLATFORM_REPO)) {
    fs.mkdirSync(join(work, filepath, '..'), { recursive: true });
    fs.writeFileSync(join(work, filepath), text);
  }
  await git.add({ fs, dir: work, gitdir, filepath: '.' });
  await git.commit({
    fs,
    dir: work,
    gitdir,
    message: 'seed',
    author: { name: 'seed', email: 'seed@example.com' },
  });
}

describe('the sandbox process', () => {
  jest.setTimeout(90_000);
  const directory = fs.mkdtempSync(join(tmpdir(), 'sandbox main '));
  const gitdir = join(directory, 'platform.git');
  let sandbox: Started;

  beforeAll(async () => {
    await makeRepository(gitdir, join(directory, 'work'));
    sandbox = await start(['--port-base', '0', '--repo', gitdir]);
  });

  afterAll(async () => {
    sandbox.child.kill('SIGTERM');
    await sandbox.ended;
    fs.rmSync(directory, { recursive: true, force: true });
  });

  const get = async (port: number, path: string, token: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return response.json() as Promise<any>;
  };

  it('prints one line, once everything listens and environments run', async () => {
    expect(sandbox.lines).toHaveLength(1);
    expect(Object.keys(sandbox.ports).sort()).toEqual([
      'alertmanager',
      'control',
      'jaeger',
      'loki',
      'nonprod',
      'prod',
      'prometheus',
    ]);
    const path = '/apis/argoproj.io/v1alpha1/applications';
    const nonprod = await get(sandbox.ports.nonprod, path, 'token-nonprod');
    const prod = await get(sandbox.ports.prod, path, 'token-prod');
    expect(
      [...nonprod.items, ...prod.items].map(a => [
        a.metadata.name,
        a.status.sync.status,
        a.status.health.status,
      ]),
    ).toEqual([
      ['chat2sql-dev', 'Synced', 'Healthy'],
      ['chat2sql-staging', 'Synced', 'Healthy'],
      ['chat2sql-test', 'Synced', 'Healthy'],
      ['chat2sql-prod', 'Synced', 'Healthy'],
    ]);
    const counts = await get(sandbox.ports.control, '/counts', 'token-control');
    expect(counts.prod).toEqual({ [`GET ${path}`]: 1 });
    // One cluster's token opens the other no door.
    expect((await get(sandbox.ports.prod, path, 'token-nonprod')).code).toBe(
      401,
    );
  });

  it('names the taken port and exits with 3', async () => {
    const blocker = createTcpServer();
    await new Promise<void>(resolve =>
      blocker.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = blocker.address() as AddressInfo;
    const { child, ended } = launch(['--port-base', String(port)]);
    let errors = '';
    child.stderr!.on('data', chunk => {
      errors += chunk;
    });
    expect(await ended).toBe(3);
    expect(errors).toContain(`port ${port} for nonprod is taken`);
    expect(errors).toContain('--port-base');
    blocker.close();
  });

  it('exits with 2 on a bad flag or a missing token', async () => {
    const bad = launch(['--scenario', 'calm']);
    expect(await bad.ended).toBe(2);
    const missing = launch([], { ...TOKENS, SANDBOX_TOKEN_PROD: '' });
    let errors = '';
    missing.child.stderr!.on('data', chunk => {
      errors += chunk;
    });
    expect(await missing.ended).toBe(2);
    expect(errors).toContain('SANDBOX_TOKEN_PROD');
  });

  it('ends when its parent lets go of it', async () => {
    const other = await start(['--port-base', '0']);
    other.child.stdin!.end();
    expect(await other.ended).toBe(0);
  });

  it('ends on SIGTERM, with watches open', async () => {
    const other = await start(['--port-base', '0']);
    const watch = await fetch(
      `http://127.0.0.1:${other.ports.prod}/api/v1/pods?watch=true`,
      { headers: { authorization: 'Bearer token-prod' } },
    );
    expect(watch.status).toBe(200);
    other.child.kill('SIGTERM');
    expect(await other.ended).toBe(0);
    await watch.text().catch(() => '');
  });

  const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
  // Without kubectl on this machine its part of the protocol is proven by hand-made requests only.
  (kubectl ? describe : describe.skip)('with a stock kubectl', () => {
    // kubectl sends no token over plain HTTP, so a proxy adds it.
    let proxy: Server;
    let k: (...args: string[]) => Promise<string>;

    beforeAll(async () => {
      proxy = createServer((incoming, outgoing) => {
        const onward = request(
          {
            host: '127.0.0.1',
            port: sandbox.ports.nonprod,
            path: incoming.url,
            method: incoming.method,
            headers: {
              ...incoming.headers,
              authorization: `Bearer ${TOKENS.SANDBOX_TOKEN_NONPROD}`,
            },
          },
          answer => {
            outgoing.writeHead(answer.statusCode!, answer.headers);
            answer.pipe(outgoing);
          },
        );
        onward.on('error', () => outgoing.destroy());
        outgoing.on('close', () => onward.destroy());
        incoming.pipe(onward);
      });
      await new Promise<void>(resolve =>
        proxy.listen(0, '127.0.0.1', () => resolve()),
      );
      const { port } = proxy.address() as AddressInfo;
      k = async (...args) =>
        (
          await run(
            'kubectl',
            [
              `--server=http://127.0.0.1:${port}`,
              `--cache-dir=${join(directory, 'kube-cache')}`,
              '--kubeconfig=/dev/null',
              ...args,
            ],
            { env: { PATH: process.env.PATH, HOME: directory } },
          )
        ).stdout;
    });

    afterAll(() => {
      proxy.closeAllConnections();
      proxy.close();
    });

    it('gets pods and deployments with wide columns', async () => {
      const text = await k('get', 'pods,deploy', '-A', '-o', 'wide');
      expect(text).toMatch(
        /NAMESPACE +NAME +READY +STATUS +RESTARTS +AGE +IP +NODE/,
      );
      expect(text).toMatch(
        /chat2sql-staging +pod\/chat2sql-backend-\S+ +4\/4 +Running/,
      );
      expect(text).toMatch(
        /chat2sql-staging +deployment.apps\/chat2sql-backend +2\/2 +2 +2 /,
      );
    });

    it('describes, logs, selects and explains refusals', async () => {
      const name = (
        await k(
          'get',
          'pods',
          '-n',
          'chat2sql-dev',
          '-l',
          'app=chat2sql-backend',
          '-o',
          'name',
        )
      ).trim();
      const description = await k('describe', name, '-n', 'chat2sql-dev');
      expect(description).toMatch(/SeccompProfile: +RuntimeDefault/);
      expect(description).toMatch(/Ready +True/);
      expect(description).toContain('Events:');
      expect(
        await k('describe', 'deploy', 'chat2sql-backend', '-n', 'chat2sql-dev'),
      ).toMatch(
        /NewReplicaSet: +chat2sql-backend-\S+ \(1\/1 replicas created\)/,
      );
      const lines = (
        await k('logs', name, '-n', 'chat2sql-dev', '-c', 'backend', '--tail=5')
      )
        .trim()
        .split('\n');
      expect(lines).toHaveLength(5);
      expect(JSON.parse(lines[4])).toHaveProperty('msg');
      expect(await k('top', 'nodes')).toMatch(/CPU\(cores\)/);
      expect(await k('get', 'app,cert,hpa,backup', '-A')).toMatch(
        /chat2sql-dev +Synced +Healthy/,
      );
      await expect(k('get', 'secrets', '-A')).rejects.toThrow(
        'secrets is forbidden',
      );
      await expect(k('delete', name, '-n', 'chat2sql-dev')).rejects.toThrow(
        'is forbidden',
      );
    });

    it('watches a merged environment come up', async () => {
      const work = join(directory, 'work');
      const from = join(work, 'environments/dev/dev');
      const to = join(work, 'environments/dev/kubectl');
      fs.mkdirSync(to);
      for (const file of fs.readdirSync(from))
        fs.writeFileSync(
          join(to, file),
          fs
            .readFileSync(join(from, file), 'utf8')
            .replace('name: dev\n', 'name: kubectl\n')
            .split('chat2sql-dev')
            .join('chat2sql-dev-kubectl'),
        );
      const { port } = proxy.address() as AddressInfo;
      const watching = spawn('kubectl', [
        `--server=http://127.0.0.1:${port}`,
        `--cache-dir=${join(directory, 'kube-cache')}`,
        '--kubeconfig=/dev/null',
        'get',
        'pods',
        '-n',
        'chat2sql-dev-kubectl',
        '-w',
      ]);
      let seen = '';
      watching.stdout.on('data', chunk => {
        seen += chunk;
      });
      await git.add({ fs, dir: work, gitdir, filepath: '.' });
      await git.commit({
        fs,
        dir: work,
        gitdir,
        message: 'add an environment',
        author: { name: 'mei', email: 'mei@example.com' },
      });
      const begun = Date.now();
      let health: string | undefined;
      while (health !== 'Healthy' && Date.now() - begun < 50_000) {
        const application = await get(
          sandbox.ports.nonprod,
          '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/chat2sql-dev-kubectl',
          'token-nonprod',
        );
        health = application.status?.health?.status;
        await new Promise(resolve => setTimeout(resolve, 250));
      }
      watching.kill();
      expect(health).toBe('Healthy');
      expect(seen).toMatch(/chat2sql-backend-\S+ +0\/4 +Pending/);
      expect(seen).toMatch(/chat2sql-backend-\S+ +4\/4 +Running/);
    });
  });
});
