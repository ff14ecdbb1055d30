/* Pembinaan ASN: perilaku kecil. Halaman tetap bisa dipakai tanpa berkas ini. */
(function () {
  "use strict";
  const akar = document.documentElement;
  akar.dataset.js = "";

  /* Tema: dipasang sebelum halaman digambar. */
  function temaTersimpan() {
    try { return localStorage.getItem("pa-tema"); } catch (galat) { return null; }
  }
  function pasangTema(tema) { akar.setAttribute("data-bs-theme", tema); }
  const gelap = window.matchMedia("(prefers-color-scheme: dark)").matches;
  pasangTema(temaTersimpan() || (gelap ? "dark" : "light"));

  // Kertas selalu terang.
  let temaLayar = "light";
  addEventListener("beforeprint", () => {
    temaLayar = akar.getAttribute("data-bs-theme");
    pasangTema("light");
  });
  addEventListener("afterprint", () => pasangTema(temaLayar));

  const aksi = {
    tema() {
      const baru = akar.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
      pasangTema(baru);
      try { localStorage.setItem("pa-tema", baru); } catch (galat) { /* penyimpanan ditolak */ }
    },
    sandi(tombol) {
      const isian = document.getElementById(tombol.getAttribute("aria-controls"));
      const tampak = isian.type === "password";
      isian.type = tampak ? "text" : "password";
      tombol.setAttribute("aria-pressed", String(tampak));
    },
    cetak() { window.print(); },
    tutup(tombol) { tombol.closest("[data-pa-tutup], .pa-toast").remove(); },
    salin(tombol) {
      const sumber = document.getElementById(tombol.getAttribute("aria-controls"));
      sumber.focus();
      sumber.select();
      navigator.clipboard.writeText(sumber.value).then(function () { toast(tombol.dataset.paSelesai); });
    },
    bersih(tombol) {
      const semua = pilihan(tombol.closest("[data-pa-pilih]"));
      semua.forEach(function (kotak) { kotak.checked = false; });
      segarkanMassal(tombol.closest("[data-pa-pilih]"));
    },
  };

  document.addEventListener("click", function (ev) {
    tutupMenu(ev.target);
    if (ev.target.closest("[aria-disabled=true]")) {
      ev.preventDefault();
      ev.stopImmediatePropagation();
      return;
    }
    const tombol = ev.target.closest("[data-pa]");
    if (tombol && aksi[tombol.dataset.pa]) { aksi[tombol.dataset.pa](tombol); }
  }, true);

  /* Menu <details>: tertutup oleh klik di luar dan tombol Escape. */
  function tutupMenu(kecuali) {
    document.querySelectorAll(".pa-menu[open], .pa-bawah details[open]").forEach(function (menu) {
      if (!menu.contains(kecuali)) { menu.open = false; }
    });
  }
  document.addEventListener("keydown", function (ev) {
    if (ev.key !== "Escape") { return; }
    const menu = document.activeElement.closest("details[open]");
    tutupMenu(null);
    if (menu) { menu.querySelector("summary").focus(); }
  });

  /* Konfirmasi: tautan atau formulir dengan data-pa-konfirmasi. Tanpa JS, server yang bertanya. */
  function tanya(asal, setuju) {
    const dialog = document.getElementById("pa-dialog");
    dialog.querySelector("h2").textContent = asal.dataset.paKonfirmasi;
    dialog.querySelector("p").textContent = asal.dataset.paAkibat || "";
    const ya = dialog.querySelector("[value=ya]");
    ya.textContent = asal.dataset.paSetuju || "Lanjutkan";
    ya.className = "btn " + ("paBiasa" in asal.dataset ? "btn-primary" : "btn-outline-danger");
    dialog.returnValue = "";
    dialog.addEventListener("close", function () {
      if (dialog.returnValue === "ya") { setuju(); }
    }, { once: true });
    dialog.showModal();
  }
  function tambahTersembunyi(formulir, nama, nilai) {
    const isian = document.createElement("input");
    isian.type = "hidden";
    isian.name = nama;
    isian.value = nilai;
    formulir.append(isian);
  }
  document.addEventListener("submit", function (ev) {
    const formulir = ev.target;
    if (!formulir.dataset.paKonfirmasi || formulir.dataset.paSudah) { return; }
    ev.preventDefault();
    ev.stopImmediatePropagation();
    const penekan = ev.submitter;
    tanya(formulir, function () {
      formulir.dataset.paSudah = "ya";
      tambahTersembunyi(formulir, "konfirmasi", "ya");
      formulir.requestSubmit(penekan);
    });
  }, true);
  document.addEventListener("click", function (ev) {
    const tautan = ev.target.closest("a[data-pa-konfirmasi]");
    if (!tautan || ev.defaultPrevented) { return; }
    ev.preventDefault();
    tanya(tautan, function () {
      const formulir = document.createElement("form");
      formulir.method = "post";
      formulir.action = tautan.href;
      tambahTersembunyi(formulir, "csrfmiddlewaretoken", document.body.dataset.paCsrf);
      tambahTersembunyi(formulir, "konfirmasi", "ya");
      document.body.append(formulir);
      formulir.submit();
    });
  });

  /* Pesan singkat: hilang setelah 8 detik, kecuali sedang ditunjuk. Galat tidak hilang sendiri. */
  function tempatToast() { return document.getElementById("pa-toast"); }
  function jadwalkanHilang(kotak) {
    setTimeout(function hilang() {
      if (kotak.matches(":hover, :focus-within")) { setTimeout(hilang, 2000); } else { kotak.remove(); }
    }, 8000);
  }
  function dariCetakan(id) {
    return document.getElementById(id).content.firstElementChild.cloneNode(true);
  }
  function toast(teks) {
    const kotak = dariCetakan("pa-toast-baik");
    kotak.querySelector("span").textContent = teks;
    tempatToast().append(kotak);
    jadwalkanHilang(kotak);
  }
  function toastGalat(status) {
    const kotak = dariCetakan("pa-toast-galat");
    const teks = kotak.querySelector("span");
    teks.textContent = teks.dataset["s" + status] || teks.textContent;
    tempatToast().replaceChildren(kotak);
  }
  document.addEventListener("htmx:response:error", function (ev) {
    const status = ev.detail.ctx.response.status;
    if (status !== 422) { toastGalat(status); }
  });
  document.addEventListener("htmx:error", function () { toastGalat("putus"); });

  /* Sesi berakhir di tengah permintaan htmx: buka halaman masuk, jangan disisipkan. */
  document.addEventListener("htmx:before:swap", function (ev) {
    const jawaban = ev.detail.ctx.response && ev.detail.ctx.response.raw;
    const masuk = document.body.dataset.paMasuk;
    if (!masuk || !jawaban || !jawaban.redirected) { return; }
    if (new URL(jawaban.url).pathname === masuk) {
      ev.preventDefault();
      location.assign(masuk + "?next=" + encodeURIComponent(location.pathname + location.search));
    }
  });

  /* Pilih banyak baris: [data-pa-pilih] membungkus kotak centang, kotak "semua", dan bilah massal. */
  function pilihan(wadah) {
    return Array.from(wadah.querySelectorAll("input[type=checkbox][data-pa-baris]"));
  }
  function segarkanMassal(wadah) {
    const semua = pilihan(wadah);
    const dipilih = semua.filter(function (kotak) { return kotak.checked; });
    semua.forEach(function (kotak) { kotak.closest("tr").classList.toggle("pa-dipilih", kotak.checked); });
    const kotakSemua = wadah.querySelector("[data-pa-semua]");
    if (kotakSemua) {
      kotakSemua.checked = semua.length > 0 && dipilih.length === semua.length;
      kotakSemua.indeterminate = dipilih.length > 0 && dipilih.length < semua.length;
    }
    const bilah = wadah.querySelector(".pa-massal");
    if (!bilah) { return; }
    bilah.hidden = dipilih.length === 0;
    bilah.querySelector("[data-pa-jumlah]").textContent = dipilih.length;
  }
  document.addEventListener("change", function (ev) {
    const wadah = ev.target.closest("[data-pa-pilih]");
    if (!wadah || !ev.target.matches("[data-pa-baris], [data-pa-semua]")) { return; }
    if (ev.target.matches("[data-pa-semua]")) {
      pilihan(wadah).forEach(function (kotak) { kotak.checked = ev.target.checked; });
    }
    segarkanMassal(wadah);
  });

  /* Tab yang sedang dibuka selalu tampak, juga bila deretnya lebih lebar dari layar. */
  function tampakkanTab(tab) {
    const deret = tab.parentElement;
    deret.scrollLeft = tab.offsetLeft - deret.offsetLeft - (deret.clientWidth - tab.offsetWidth) / 2;
  }
  /* Jalan kembali membawa saringan daftarnya, per tab; tanpa ini ia menuju daftar tanpa saringan. */
  function ingatSaringan() {
    const kunci = (jalan) => "pa-saringan:" + jalan;
    try {
      if (location.search) { sessionStorage.setItem(kunci(location.pathname), location.search); }
      else { sessionStorage.removeItem(kunci(location.pathname)); }
      const kembali = document.querySelector(".pa-jejak a");
      if (kembali && !kembali.search && kembali.pathname !== location.pathname) {
        kembali.search = sessionStorage.getItem(kunci(kembali.pathname)) || "";
      }
    } catch (galat) { /* penyimpanan ditolak */ }
  }
  /* Kata yang dicari dan saringan yang dipilih berlaku bersama, yang mana pun tombolnya. */
  function satukanPencarian() {
    const cari = document.querySelector("form.pa-saring[role=search][method=post]");
    const saring = document.querySelector("form.pa-saring[method=get]");
    if (!cari || !saring) { return; }
    const isi = () => new URLSearchParams(new FormData(saring)).toString();
    const awal = isi();
    cari.addEventListener("submit", function () {
      if (isi() !== awal) { cari.action = location.pathname + "?" + isi(); }
    });
    saring.addEventListener("submit", function (ev) {
      if (cari.elements.q.value === cari.elements.q.defaultValue) { return; }
      ev.preventDefault();
      cari.requestSubmit();
    });
  }
  function siapkan() {
    ingatSaringan();
    satukanPencarian();
    document.querySelectorAll(".pa-tab [aria-current]").forEach(tampakkanTab);
    document.querySelectorAll("[data-pa-pilih]").forEach(segarkanMassal);
    document.querySelectorAll("#pa-toast .pa-toast[role=status]").forEach(jadwalkanHilang);
  }
  document.addEventListener("DOMContentLoaded", siapkan);
  document.addEventListener("htmx:after:swap", function () {
    document.querySelectorAll("[data-pa-pilih]").forEach(segarkanMassal);
  });
})();
