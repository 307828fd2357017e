import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { MatrixComponent } from '@chat2sql/plugin-environments-common';

const KEY = 'environments.components';
const ID = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/;
const RUNBOOK = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;
const ENTITY = /^[a-z]+:[a-z0-9-]+\/[A-Za-z0-9._-]+$/;

/**
 * Reads the rows that are known before anything is deployed.
 *
 * @throws InputError naming the key of a wrong setting
 */
export function readComponents(config: Config): MatrixComponent[] {
  const components: MatrixComponent[] = [];
  const entries = config.getOptionalConfigArray(KEY) ?? [];
  entries.forEach((entry, index) => {
    const check = (name: string, pattern: RegExp, allowed: string) => {
      const value = entry.getOptionalString(name);
      if (value === undefined || pattern.test(value)) return value;
      throw new InputError(
        `${KEY}[${index}].${name}: found "${value}"; allowed: ${allowed}`,
      );
    };
    const id = check('id', ID, 'a label value such as chat2sql-backend');
    if (id === undefined) {
      throw new InputError(`${KEY}[${index}].id: this key is required`);
    }
    if (components.some(component => component.id === id)) {
      throw new InputError(`${KEY}[${index}].id: "${id}" is there twice`);
    }
    components.push({
      id,
      title: entry.getOptionalString('title') ?? id,
      entityRef: check('entityRef', ENTITY, 'kind:namespace/name'),
      runbook: check('runbook', RUNBOOK, 'a page such as pod-crash-loop'),
    });
  });
  return components;
}
