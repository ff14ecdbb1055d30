/* Formulir evaluasi: tersimpan sambil diisi, juga tanpa sinyal. Tanpa berkas ini formulir tetap
   bisa diisi langkah demi langkah.

   Draf ada di localStorage "evaluasi-<pemilik>-<draf>": { selisih, terakhir, isi: { nama: { v, n, k } } }
   v nilai, n urutan tulis (ms menurut jam server), k sudah sampai ke server. Untuk tiap pertanyaan
   tulisan dengan urutan terbesar yang berlaku, di sini dan di server. */
(function () {
  "use strict";
  const AWALAN = "evaluasi-";
  const TUNDA_MS = 1000;
  const ULANG_MS = 3000;
  const BATAS_MS = 10000;

  /* Penyimpanan di perangkat. Peramban boleh menolaknya: formulir tetap jalan. */
  function bacaDraf(kunci) {
    try { return JSON.parse(localStorage.getItem(kunci)); } catch (galat) { return null; }
  }
  function tulisDraf(kunci, draf) {
    try { localStorage.setItem(kunci, JSON.stringify(draf)); } catch (galat) { /* ditolak */ }
  }
  function kunciDraf() {
    try { return Object.keys(localStorage).filter(function (k) { return k.startsWith(AWALAN); }); }
    catch (galat) { return []; }
  }
  /* Membuang draf dan salinan halaman yang tidak lolos saringan; pekerja ikut pergi bila habis. */
  async function bersihkan(simpan) {
    kunciDraf().forEach(function (k) { if (!simpan(k)) { localStorage.removeItem(k); } });
    if (!window.caches) { return; }
    for (const nama of await caches.keys()) {
      if (nama.startsWith(AWALAN) && !simpan(nama)) { await caches.delete(nama); }
    }
    const sisa = kunciDraf().length + (await caches.keys()).length;
    if (sisa || !navigator.serviceWorker) { return; }
    for (const daftar of await navigator.serviceWorker.getRegistrations()) {
      if (new URL(daftar.scope).pathname === "/evaluasi/") { await daftar.unregister(); }
    }
  }

  function halamanLain() {
    const buang = document.querySelector("[data-ev-buang]");
    const sisa = document.querySelector("[data-ev-sisa]");
    if (buang) {
      const satu = AWALAN + buang.dataset.pemilik + "-" + buang.dataset.evBuang;
      bersihkan(function (k) { return k !== satu && k.startsWith(AWALAN + buang.dataset.pemilik + "-"); });
    } else if (sisa) {
      const milik = sisa.dataset.evSisa.split(" ").map(function (d) { return AWALAN + sisa.dataset.pemilik + "-" + d; });
      bersihkan(function (k) { return milik.includes(k); });
    }
  }

  function formulir(form) {
    const data = form.dataset;
    const kunci = AWALAN + data.pemilik + "-" + data.draf;
    const cangkang = "cangkang" in data;
    const bagian = Array.from(form.querySelectorAll("[data-bagian]"));
    const soal = new Map(Array.from(form.querySelectorAll("[data-soal]"), function (el) { return [el.dataset.soal, el]; }));
    const judulAsal = document.title;
    let csrf = form.elements.csrfmiddlewaretoken.value;
    let tertutup = false;
    let dikirim = null;
    let tunda = 0;

    function el(nama) { return document.querySelector("[data-ev=" + nama + "]"); }

    /* Isian */
    function nilai(nama) {
      const isian = form.elements[nama];
      return isian ? isian.value : "";
    }
    function pasang(nama, v) {
      const isian = form.elements[nama];
      if (isian && isian.value !== v) {
        if (isian instanceof RadioNodeList && v === "") {
          isian.forEach(function (r) { r.checked = false; });
        } else { isian.value = v; }
      }
      tinjau(nama);
    }
    function samakanLama(nama, v) { form.elements["lama_" + nama].value = v; }

    /* Draf: selalu dibaca ulang sebelum diubah, karena tab lain menulis di tempat yang sama. */
    let cadangan = null;
    function draf() {
      return bacaDraf(kunci) || cadangan || { selisih: Number(data.waktu) - Date.now(), terakhir: 0, isi: {} };
    }
    function ubahDraf(ubah) {
      const d = draf();
      ubah(d);
      cadangan = d;
      tulisDraf(kunci, d);
    }
    function catat(nama) {
      ubahDraf(function (d) {
        d.terakhir = Math.max(d.terakhir + 1, Date.now() + d.selisih);
        d.isi[nama] = { v: nilai(nama), n: d.terakhir, k: false };
      });
      tinjau(nama);
      clearTimeout(tunda);
      tunda = setTimeout(kirimDraf, TUNDA_MS);
      if (navigator.onLine) { status("Menyimpan", ""); } else { putus(); }
    }
    function belumSampai() {
      return Object.entries(draf().isi).filter(function (b) { return !b[1].k && soal.has(b[0]); });
    }

    /* Menyatukan draf dengan jawaban yang datang bersama halaman. */
    function satukan() {
      ubahDraf(function (d) {
        if (!cangkang) { d.selisih = Number(data.waktu) - Date.now(); }
        soal.forEach(function (kotak, nama) {
          const urut = Number(kotak.dataset.urut);
          const e = d.isi[nama];
          if (!cangkang && (!e || e.k || urut > e.n)) {
            if (urut) { d.isi[nama] = { v: nilai(nama), n: urut, k: true }; } else { delete d.isi[nama]; }
            d.terakhir = Math.max(d.terakhir, urut);
          } else if (e) {
            pasang(nama, e.v);
            if (e.k) { samakanLama(nama, e.v); }
          }
        });
      });
    }

    /* Kotak dan status */
    function status(teks, jenis) {
      const s = el("status");
      s.textContent = teks;
      s.classList.toggle("pa-k-baik", jenis === "baik");
      s.classList.toggle("pa-k-awas", jenis === "awas");
    }
    function tampil(nama, ya) { el(nama).hidden = !ya; }
    function kotakGalat(judul, isi) {
      const kotak = el("cetakan").content.cloneNode(true);
      kotak.querySelector("b").textContent = judul;
      kotak.querySelector("p").textContent = isi || "";
      el("galat").replaceChildren(kotak);
      window.scrollTo(0, 0);
    }
    function putus() {
      tampil("putus", true);
      status("Tersimpan di perangkat ini", "awas");
    }

    /* Kirim ke server */
    function tutup(jawab) {
      tertutup = true;
      kotakGalat(jawab.pesan, jawab.langkah);
      form.querySelectorAll("input, textarea, button").forEach(function (i) { i.disabled = true; });
      if (jawab.keadaan !== "BUKAN_PESERTA") { bersihkan(function (k) { return k !== kunci; }); }
      status("Ditutup", "awas");
    }
    function sampai(terkirim, jawab) {
      ubahDraf(function (d) {
        Object.entries(jawab.isi).forEach(function (b) {
          const nama = b[0], server = b[1], e = d.isi[nama], asal = terkirim[nama];
          if (e && !e.k && (!asal || e.n !== asal.n)) { return; }
          const kalah = !asal || server.urut > asal.n;
          d.isi[nama] = { v: kalah ? server.nilai : e.v, n: server.urut, k: true };
          d.terakhir = Math.max(d.terakhir, server.urut);
          if (kalah) { pasang(nama, server.nilai); }
          samakanLama(nama, d.isi[nama].v);
        });
      });
      tampil("putus", false);
      tampil("masuk", false);
      status(belumSampai().length ? "Menyimpan" : "Tersimpan " + jawab.waktu, "baik");
    }
    /* Token CSRF yang kedaluwarsa diambil lagi; null bila berhasil, selain itu jawaban server. */
    async function tokenBaru() {
      const jawab = await fetch(data.isi, { credentials: "same-origin", redirect: "manual" });
      if (!jawab.ok) { return jawab; }
      const halaman = new DOMParser().parseFromString(await jawab.text(), "text/html");
      const isian = halaman.querySelector("#evaluasi [name=csrfmiddlewaretoken]");
      if (isian) { csrf = form.elements.csrfmiddlewaretoken.value = isian.value; }
      return null;
    }
    function minta(badan, sinyal) {
      return fetch(data.simpan, {
        method: "POST", credentials: "same-origin", redirect: "manual", body: badan, signal: sinyal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      });
    }
    async function tanggapi(jawab, terkirim) {
      if (jawab.type === "opaqueredirect") {
        tampil("masuk", true);
        tampil("putus", false);
        status("Tersimpan di perangkat ini", "awas");
      } else if (jawab.ok) { sampai(terkirim, await jawab.json()); }
      else if (jawab.status === 409) { tutup(await jawab.json()); }
      else if (jawab.status === 422) { status((await jawab.json()).pesan, "awas"); }
      else { status("Belum sampai ke server, dicoba lagi", "awas"); }
    }
    let perluSemua = cangkang;
    async function kirimDraf() {
      clearTimeout(tunda);
      const daftar = belumSampai();
      if (tertutup || dikirim || (!daftar.length && !perluSemua)) { return; }
      const batal = dikirim = new AbortController();
      const waktu = setTimeout(function () { batal.abort(); }, BATAS_MS);
      const badan = JSON.stringify({
        semua: perluSemua,
        isi: daftar.map(function (b) { return { nama: b[0], nilai: b[1].v, urut: b[1].n }; }),
      });
      try {
        let jawab = await minta(badan, batal.signal);
        if (jawab.status === 403) { jawab = await tokenBaru() || await minta(badan, batal.signal); }
        if (jawab.ok) { perluSemua = false; }
        await tanggapi(jawab, Object.fromEntries(daftar));
      } catch (galat) {
        if (dikirim === batal) { putus(); }
      } finally {
        clearTimeout(waktu);
        if (dikirim === batal) { dikirim = null; }
      }
    }
    function sekarangJuga() {
      if (dikirim) { dikirim.abort(); dikirim = null; }
      kirimDraf();
    }

    /* Langkah demi langkah tanpa memuat ulang */
    function kini() { return Number(data.langkah); }
    function nomorSah(n) { return n >= 1 && n <= bagian.length ? n : 1; }
    function buka(n, fokus) {
      data.langkah = n;
      const dibuka = bagian[n - 1];
      bagian.forEach(function (b) { b.hidden = b !== dibuka; });
      el("bagian").textContent = "Bagian " + n + " dari " + bagian.length + ": " + dibuka.dataset.label;
      el("menit").textContent = dibuka.dataset.menit;
      el("kemajuan").value = n;
      form.action = data.isi + "?langkah=" + n;
      if (fokus) {
        window.scrollTo(0, 0);
        dibuka.querySelector("h1").focus({ preventScroll: true });
      }
      document.title = dibuka.dataset.label + " · " + judulAsal;
    }
    function pergi(n) {
      history.pushState(null, "", data.isi + "?langkah=" + n);
      buka(n, true);
      kirimDraf();
    }
    function dariAlamat() {
      const n = new URLSearchParams(location.search).get("langkah");
      return n === null ? awal : nomorSah(Number(n));
    }
    /* Bagian pertama yang belum lengkap atau belum tersentuh, juga menurut draf di perangkat; lalu tinjauan. */
    function lanjutan() {
      const b = Array.from(bagian).find(function (b) {
        return kurang(b).length || !Array.from(b.querySelectorAll("[data-soal]")).some(function (k) { return nilai(k.dataset.soal); });
      });
      return Number(b.dataset.bagian);
    }

    /* Tinjauan mengikuti isian */
    function tinjau(nama) {
      const tempat = form.querySelector("[data-tinjau=" + nama + "]");
      const pilihan = form.querySelector("input[type=radio][name=" + nama + "]:checked");
      const teks = pilihan ? pilihan.parentElement.querySelector("span").innerText.replace(/\s+/g, " ") : nilai(nama).trim();
      tempat.textContent = teks || "Belum dijawab";
      const b = soal.get(nama).closest("[data-bagian]").dataset.bagian;
      form.querySelector("[data-tinjau-bagian='" + b + "'] [data-ev=belum]").hidden = !kurang(bagian[b - 1]).length;
      tampil("kurang", kurang(form).length > 0);
    }
    function kurang(wadah) {
      return Array.from(wadah.querySelectorAll("[data-wajib]")).filter(function (k) { return !nilai(k.dataset.soal); });
    }

    form.addEventListener("input", function (ev) {
      if (soal.has(ev.target.name)) { catat(ev.target.name); }
    });
    form.addEventListener("click", function (ev) {
      const tautan = ev.target.closest("a[data-ke]");
      if (tautan) { ev.preventDefault(); pergi(Number(tautan.dataset.ke)); }
    });
    form.addEventListener("submit", function (ev) {
      const tombol = ev.submitter;
      if (tombol && tombol.name === "kirim") {
        if (kurang(form).length) {
          ev.preventDefault();
          kotakGalat("Evaluasi belum terkirim", "Masih ada pertanyaan yang perlu dijawab. Lengkapi bagian yang ditandai, lalu kirim lagi.");
        } else if (!navigator.onLine) {
          ev.preventDefault();
          kotakGalat("Evaluasi belum terkirim", "Sinyal terputus. Jawaban tersimpan di perangkat ini. Kirim lagi saat tersambung.");
        }
      } else if (tombol && tombol.value === "keluar") {
        if (!navigator.onLine) {
          ev.preventDefault();
          kotakGalat("Jawaban tersimpan di perangkat ini", "Anda boleh menutup halaman ini, lalu membukanya lagi saat tersambung.");
        }
      } else {
        ev.preventDefault();
        const tampak = tombol && tombol.closest("[data-bagian]");
        pergi(nomorSah(tampak ? Number(tombol.value) : Math.min(kini() + 1, bagian.length)));
      }
    });
    window.addEventListener("popstate", function () { buka(dariAlamat(), true); });
    window.addEventListener("online", sekarangJuga);
    window.addEventListener("offline", putus);
    window.addEventListener("storage", function (ev) {
      if (ev.key !== kunci || !ev.newValue) { return; }
      Object.entries(draf().isi).forEach(function (b) {
        if (!soal.has(b[0])) { return; }
        pasang(b[0], b[1].v);
        if (b[1].k) { samakanLama(b[0], b[1].v); }
      });
    });
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") { kirimDraf(); }
    });
    setInterval(kirimDraf, ULANG_MS);

    /* Salinan halaman tanpa jawaban, dengan berkas yang dipakainya. */
    async function simpanCangkang() {
      if (!navigator.serviceWorker || !window.caches || cangkang) { return; }
      await navigator.serviceWorker.register(data.pekerja, { scope: "/evaluasi/" });
      const singgah = await caches.open(kunci);
      const berkas = performance.getEntriesByType("resource").map(function (r) { return r.name; })
        .filter(function (u) { const url = new URL(u); return url.origin === location.origin && /\.(css|js|woff2|svg|png)$/.test(url.pathname) && !url.pathname.startsWith("/evaluasi/"); });
      await Promise.all(Array.from(new Set([data.isi + "?cangkang=1"].concat(berkas)), async function (u) {
        const jawab = await fetch(u, { credentials: "same-origin" });
        if (jawab.ok && !jawab.redirected) { await singgah.put(u, jawab); }
      }));
    }

    bersihkan(function (k) { return k.startsWith(AWALAN + data.pemilik + "-"); });
    satukan();
    soal.forEach(function (_, nama) { tinjau(nama); });
    const awal = lanjutan();
    buka(dariAlamat(), false);
    if (!navigator.onLine) { putus(); }
    kirimDraf();
    const siap = document.readyState === "complete" ? Promise.resolve()
      : new Promise(function (selesai) { window.addEventListener("load", selesai); });
    siap.then(function () { return document.fonts.ready; }).then(simpanCangkang)
      .catch(function () { /* tanpa pekerja: hanya buka ulang luring yang tidak ada */ });
  }

  const form = document.getElementById("evaluasi");
  if (form) { formulir(form); } else { halamanLain(); }
})();
