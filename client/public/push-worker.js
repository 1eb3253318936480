/** Shows what the server sends while the page is closed, and opens the ticket's page. It keeps and fetches nothing. */
self.addEventListener('push', (event) => {
  const { id, title, body, page, lang } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag: id, data: { page } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { page } = event.notification.data;
  event.waitUntil(
    self.clients.matchAll({ type: 'window', includeUncontrolled: true }).then((windows) => {
      const open = windows.find(({ url }) => new URL(url).pathname === page);
      return open ? open.focus() : self.clients.openWindow(page);
    }),
  );
});
