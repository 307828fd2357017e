export { environmentsPlugin as default } from './plugin';
export {
  environmentResourceRef,
  inTiers,
  type EnvironmentQuery,
  type EnvironmentResource,
} from './permissions/environmentResource';
