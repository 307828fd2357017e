export { catalogModulePortalLinks as default } from './module';
