// The map of the shops on the start page.
export const mapKey = 'AIzaSyu8rQAQ2aFqOruOTIF27F4vjMFP9zYhOOj';

export const shops = [
  { name: 'Harlingen', latitude: 53.174, longitude: 5.424 },
  { name: 'Emden', latitude: 53.367, longitude: 7.206 },
];
