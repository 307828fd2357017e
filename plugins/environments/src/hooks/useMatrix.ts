import { useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { environmentsApiRef } from '../api/EnvironmentsApi';
import { MatrixFeed, type MatrixFeedState } from './MatrixFeed';

/** What {@link useMatrix} returns. */
export interface Matrix extends MatrixFeedState {
  /** Reads now. */
  refresh: () => void;
}

/**
 * The matrix, kept up to date while the tab is in view. A hidden tab gives its
 * stream back: browsers allow only a few connections per host.
 */
export function useMatrix(): Matrix {
  const api = useApi(environmentsApiRef);
  const [state, setState] = useState<MatrixFeedState>({
    loading: true,
    mode: 'polling',
  });
  const feed = useRef<MatrixFeed>();

  useEffect(() => {
    const current = MatrixFeed.create({ api, listener: setState });
    feed.current = current;
    const follow = () => {
      if (document.visibilityState === 'hidden') current.stop();
      else current.start();
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      current.stop();
    };
  }, [api]);

  const [refresh] = useState(() => () => feed.current?.refresh());
  return { ...state, refresh };
}
