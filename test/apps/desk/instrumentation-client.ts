import { measure } from './lib/measure';

measure();
