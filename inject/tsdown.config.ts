// As the benches are built: what runs is plain JavaScript.
import benches from '../bench/tsdown.config.ts';

export default { ...benches, entry: ['index.ts'] };
