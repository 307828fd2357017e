import type { World } from '../model/World';
import type { Series } from '../promql/Series';

/** All series of one metric name. */
export interface Family {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  /** The series, without order; made on the first call for them. */
  series(world: World): Series[];
}
