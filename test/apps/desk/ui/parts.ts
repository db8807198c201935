export * from './part';
export { default as Gauge } from './gauge';
