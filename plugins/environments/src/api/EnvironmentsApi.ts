import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  CellDetail,
  MatrixSnapshot,
} from '@chat2sql/plugin-environments-common';

/** Answer to a conditional read of the matrix. */
export type MatrixAnswer =
  | { changed: true; snapshot: MatrixSnapshot; etag?: string }
  | { changed: false };

/** Reads the state of the environments. */
export interface EnvironmentsApi {
  /**
   * The whole matrix.
   *
   * @param options - `etag` of the last answer; the same state is then not sent again
   * @throws ResponseError
   */
  matrix(options?: {
    etag?: string;
    signal?: AbortSignal;
  }): Promise<MatrixAnswer>;

  /**
   * One component in one environment, with objects and events.
   *
   * @throws ResponseError, with status 403 when only the matrix may be seen
   */
  cell(
    environment: string,
    component: string,
    options?: { signal?: AbortSignal },
  ): Promise<CellDetail>;

  /**
   * Follows the server's notices that the matrix changed. Ends when the
   * connection does; opening and data count as signs of life.
   *
   * @param options - `onOpen` once the stream stands, `onSign` on every byte,
   * `onChange` when the matrix should be read again, with its version where the
   * notice tells it; the server sends one when the stream opens
   * @throws when the stream cannot be opened or breaks
   */
  follow(options: {
    signal: AbortSignal;
    onOpen: () => void;
    onSign: () => void;
    onChange: (version: number | undefined) => void;
  }): Promise<void>;
}

/** Ref of {@link EnvironmentsApi}. */
export const environmentsApiRef = createApiRef<EnvironmentsApi>().with({
  id: 'plugin.environments.client',
  pluginId: 'environments',
});
