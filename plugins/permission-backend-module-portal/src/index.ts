export { permissionModulePortal as default } from './module';
