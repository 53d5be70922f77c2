import { contractSuite } from './suite.js';
import { worldSubject } from './world.js';

contractSuite('world', () => Promise.resolve(worldSubject()));
