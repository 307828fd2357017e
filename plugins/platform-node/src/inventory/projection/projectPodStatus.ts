import type { SharedParts } from './SharedParts';

const CONTAINER_LISTS = [
  'containerStatuses',
  'initContainerStatuses',
  'ephemeralContainerStatuses',
];

function projectContainerStatus(status: any, parts: SharedParts): any {
  if (status === null || typeof status !== 'object') return status;
  const { name, image, imageID, ready, started, restartCount } = status;
  return {
    name,
    image: parts.share(image),
    imageID: parts.share(imageID),
    ready,
    started,
    restartCount,
    state: status.state,
    lastState: status.lastState,
  };
}

/** The status of a pod without ids, addresses and mounts that nothing reads. */
export function projectPodStatus(status: any, parts: SharedParts): any {
  if (status === null || typeof status !== 'object') return status;
  const { hostIPs: _hosts, podIPs: _pods, ...kept } = status;
  if (Array.isArray(kept.conditions)) {
    kept.conditions = kept.conditions.map((condition: any) => {
      const { lastProbeTime: _probed, ...rest } = condition ?? {};
      return rest;
    });
  }
  for (const list of CONTAINER_LISTS) {
    if (Array.isArray(kept[list])) {
      kept[list] = kept[list].map((one: any) =>
        projectContainerStatus(one, parts),
      );
    }
  }
  return kept;
}
