import { randomUUID } from 'node:crypto';
import { promises as fsp } from 'node:fs';

/**
 * The file system handed to the git library. Objects appear whole or not at
 * all: content goes to a temporary file that is renamed, so that a process that
 * dies while writing leaves no truncated object behind its final name.
 */
export const atomicFs = {
  promises: {
    ...fsp,
    async writeFile(
      path: string,
      data: string | Uint8Array,
      options?: Parameters<typeof fsp.writeFile>[2],
    ): Promise<void> {
      const temporary = `${path}.${randomUUID()}.tmp`;
      try {
        await fsp.writeFile(temporary, data, options);
        await fsp.rename(temporary, path);
      } catch (error) {
        await fsp.rm(temporary, { force: true });
        throw error;
      }
    },
  },
};
