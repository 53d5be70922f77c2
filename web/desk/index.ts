export { default as DeskApp } from './DeskApp.vue';
export { deskRoutes } from './routes.js';
