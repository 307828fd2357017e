import { useCallback } from 'react';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { usePolledData } from '@chat2sql/plugin-platform-react';

/** Entity ref of the viewer; undefined until it is known. */
export function useViewer(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const read = useCallback(
    async () => (await identityApi.getBackstageIdentity()).userEntityRef,
    [identityApi],
  );
  return usePolledData(read, 0).value;
}
