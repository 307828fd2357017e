import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Input files of the tests. They are kept as text because some are broken on
 * purpose, which the format check of the repository would refuse.
 */
const FILES: Record<string, string> = {
  'bomb.yaml': `a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
`,
  'broken.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: one
  labels:
    a: "1"
    a: "2"
---
kind: ConfigMap
metadata:
  name: two
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: three
---
- just: text
`,
  'manifests/healthy.yaml': `---
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: backend
  namespace: chat2sql-dev
  generation: 1
spec:
  replicas: 1
status:
  observedGeneration: 1
  replicas: 1
  updatedReplicas: 1
  readyReplicas: 1
  availableReplicas: 1
  conditions:
    - type: Available
      status: 'True'
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: chat2sql-dev
`,
  'manifests/nested/list.json': `{
  "apiVersion": "v1",
  "kind": "List",
  "items": [
    {
      "apiVersion": "v1",
      "kind": "Pod",
      "metadata": { "name": "looping", "namespace": "chat2sql-dev" },
      "spec": { "containers": [{ "name": "app", "image": "app:1" }] },
      "status": {
        "phase": "Running",
        "containerStatuses": [
          {
            "name": "app",
            "state": { "waiting": { "reason": "CrashLoopBackOff" } }
          }
        ]
      }
    },
    {
      "apiVersion": "example.org/v1",
      "kind": "Thing",
      "metadata": { "name": "odd" }
    }
  ]
}
`,
  'pods.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: privileged
spec:
  containers:
    - name: app
      image: app:1
      securityContext:
        privileged: true
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: plain
  namespace: chat2sql-dev
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1
---
apiVersion: v1
kind: Service
metadata:
  name: nothing
`,
  'slo-bad.yaml': `apiVersion: openslo/v1
kind: Service
metadata:
  name: Not A Name
spec:
  description: The API.
`,
  'slo-good.yaml': `apiVersion: openslo/v1
kind: Service
metadata:
  name: backend
spec:
  description: The API.
`,
};

/** Writes the files into a new directory and returns it. */
export function writeFixtures(): string {
  const directory = mkdtempSync(join(tmpdir(), 'c2s-'));
  for (const [name, text] of Object.entries(FILES)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return directory;
}
