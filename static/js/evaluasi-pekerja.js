/* Pekerja layanan formulir evaluasi: membuka lagi formulir saat tanpa sinyal. Isi singgahan dibuat
   dan dihapus oleh evaluasi.js; di sini hanya dibaca. */
"use strict";
const TUNGGU_MS = 4000;
const FORMULIR = /^\/evaluasi\/(tugas|tautan)\/[^/]+\/$/;
const KIRIM = /^(\/evaluasi\/(?:tugas|tautan)\/[^/]+\/)kirim\/$/;

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (ev) { ev.waitUntil(self.clients.claim()); });

async function jaringanDulu(permintaan) {
  const simpanan = await caches.match(permintaan, { ignoreSearch: true, ignoreVary: true });
  if (!simpanan) { return fetch(permintaan); }
  const lama = new Promise(function (selesai) { setTimeout(selesai, TUNGGU_MS, simpanan); });
  return Promise.race([fetch(permintaan).catch(function () { return simpanan; }), lama]);
}

self.addEventListener("fetch", function (ev) {
  const url = new URL(ev.request.url);
  if (url.origin !== self.location.origin) { return; }
  const formulir = ev.request.mode === "navigate";
  if (ev.request.method === "POST" && formulir) {
    const kirim = KIRIM.exec(url.pathname) || (FORMULIR.test(url.pathname) && [null, url.pathname]);
    if (kirim) {
      /* Gagal terkirim: kembali ke formulir, jawabannya masih ada di perangkat. */
      ev.respondWith(fetch(ev.request).catch(function () { return Response.redirect(kirim[1], 303); }));
    }
    return;
  }
  if (ev.request.method !== "GET") { return; }
  const berkas = ["style", "script", "font", "image"].includes(ev.request.destination);
  if (berkas || (formulir && FORMULIR.test(url.pathname))) {
    ev.respondWith(jaringanDulu(ev.request));
  }
});
