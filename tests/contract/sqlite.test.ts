import { serverSubject, sqlitePlace } from './server-subject.js';
import { contractSuite } from './suite.js';

contractSuite('SQLite', () => serverSubject(sqlitePlace()));
