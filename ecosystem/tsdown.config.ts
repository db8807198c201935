// As the benches are built: what runs is plain JavaScript.
export { default } from '../bench/tsdown.config.ts';
