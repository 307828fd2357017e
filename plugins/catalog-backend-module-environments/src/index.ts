export { catalogModuleEnvironments as default } from './module';
