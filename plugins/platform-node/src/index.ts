export * from './alertmanager';
export * from './http';
export * from './inventory';
export * from './prometheus';
