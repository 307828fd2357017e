export { composeKustomization } from './composeKustomization';
export { formatImage, parseImage, type ImageReference } from './images';
export { isClusterScoped } from './namespace';
export type { ComposeProblem, ComposeProblemKind, Composition } from './types';
