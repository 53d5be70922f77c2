export { default as ResidentApp } from './ResidentApp.vue';
export { residentRoutes } from './routes.js';
