export * from './permissions';
export * from './podsecurity/evaluatePodSecurity';
export * from './podsecurity/types';
export * from './podsecurity/version';
