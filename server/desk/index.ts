export { AdministrationController } from './administration.controller.js';
export { ChangesController } from './changes.controller.js';
export { Evidence } from './evidence.js';
export { HomeController } from './home.controller.js';
export { MattersController } from './matters.controller.js';
export { TasksController } from './tasks.controller.js';
export { PeopleController } from './people.controller.js';
