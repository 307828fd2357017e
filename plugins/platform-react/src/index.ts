export * from './components/PageBody';
export * from './components/StatusBadge';
export * from './components/StatusIcon';
export * from './home/HomeSectionBlueprint';
export * from './hooks/usePolledData';
export * from './tokens/tokens';
