export const routes = ['https://shop.example/'];
