export * from './fold/assessComponent';
export { foldVerdicts, healthRank, worseHealth } from './fold/foldVerdicts';
export { imageLabel } from './fold/imageVersion';
export * from './fold/types';
export * from './health/assessHealth';
export * from './health/types';
export { isNotJudged } from './health/verdict';
export * from './matrix/types';
export * from './permissions';
