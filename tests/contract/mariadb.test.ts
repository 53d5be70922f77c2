import { mariaPlace, serverSubject } from './server-subject.js';
import { contractSuite } from './suite.js';

contractSuite('MariaDB', async () => serverSubject(await mariaPlace()));
