import {
  describeFound,
  type KubeObject,
} from '@chat2sql/plugin-platform-common';
import { findPod } from '../podsecurity/podView';
import { CHECK_TEXTS } from './texts';
import type { Check, CheckFinding } from './types';
import { workloadCheck } from './workloadCheck';

const DIGEST = /@sha256:[0-9a-f]{64}$/;

function judge(object: KubeObject): Array<Omit<CheckFinding, 'object'>> {
  const pod = findPod(object);
  if (!pod.found) {
    return pod.malformed.map(fault => ({
      control: 'podspec',
      severity: 'fail' as const,
      ...fault,
    }));
  }
  return pod.view.containers
    .filter(
      ({ value }) =>
        typeof value.image !== 'string' || !DIGEST.test(value.image),
    )
    .map(({ path, value }) => ({
      control: 'digest',
      severity: 'fail' as const,
      path: `${path}.image`,
      message: `image ${describeFound(
        value.image,
      )} is not pinned by digest: its content may change under the same name`,
    }));
}

/** Images are named by digest, so that what was tested is what runs. */
export function imageDigestCheck(): Check {
  return workloadCheck({
    id: 'IMG-DIG',
    ...CHECK_TEXTS['IMG-DIG'],
    link: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    revision: '1',
    parameters: {},
    controls: ['digest', 'podspec'],
    judge,
    podFields: ['initContainers', 'containers', 'ephemeralContainers'].flatMap(
      list => [`${list}[*].name`, `${list}[*].image`],
    ),
  });
}
