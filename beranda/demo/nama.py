"""Names of fictional people, in the mixture that each city has."""

from random import Random

LAKI = (
    "Abdul Adi Aditya Agus Ahmad Alfian Amir Andi Anwar Arif Aris Arman Bambang Bayu Budi Burhan "
    "Darmawan Dedi Dimas Djamal Edi Eko Erwin Fadli Fahmi Faisal Fajar Farid Firman Gunawan Hadi "
    "Hamzah Haris Hasan Hendra Heru Husni Ibrahim Idris Iksan Ilham Imran Indra Irfan Iskandar "
    "Ismail Iwan Jefri Jufri Joko Kamal Lukman Mahmud Mansur Moh Muhlis Mulyadi Munir Nasrul "
    "Nur Nurdin Rachmat Rahman Ramli Rizal Rizki Ridwan Rudi Rusli Sahrul Saiful Samsul Sofyan "
    "Subhan Sudirman Sugeng Sulaiman Supriadi Surya Syahrir Taufik Teguh Tri Usman Wahyu Wawan "
    "Yahya Yanto Yusran Yusuf Zainal Zulkifli"
)
PEREMPUAN = (
    "Ade Aisyah Amelia Ani Anita Ariani Asmawati Astuti Ayu Citra Desi Devi Dewi Dian Diana Dina "
    "Eka Elsa Endang Erna Eva Fatimah Fitri Hadijah Hajar Halima Hartini Hasna Herlina Ida Indah "
    "Ira Irma Ismawati Jumriah Kartika Kurnia Lestari Lilis Lina Marlina Masni Maya Mega Melati "
    "Mira Mulyani Murni Nadia Nani Nia Nina Novi Nur Nuraini Nurhayati Nurlaila Puspita Putri "
    "Rahma Rahmawati Ratna Ria Rini Rina Risma Rosmini Rosnawati Rukmini Salma Santi Sari Siti "
    "Sri Suarni Sulastri Sumarni Susanti Suriani Tuti Ulfa Umi Wahyuni Wati Widya Winarti Yanti "
    "Yuliana Yulianti Yuni Zahra Zubaedah"
)
TENGAH = (
    "Akbar Alam Aji Anugrah Arifin Basri Dwi Fitra Hidayat Iman Kurniawan Maulana Nugraha Nur "
    "Pratama Putra Rahmat Saputra Setiawan Wijaya"
)
TENGAH_P = (
    "Anggraini Ayu Dewi Dwi Fitria Handayani Indah Kartini Kusuma Lestari Maharani Nur Permata "
    "Puspita Putri Rahayu Ratna Safitri Wulandari Yulia"
)
KELUARGA = {
    "palu": (
        "Lamakarate Rantelino Pontoh Sangaji Lamasitudju Matona Tolare Lasimpala Mangge "
        "Bulango Ponulele Lembah Hasan Abdullah Masulili Labandu Daeng Patta Sulaeman Toana Tahir "
        "Bakri Karim Alatas Latjuba Djaruju Marasabessy Pakaya Yotolembah Rumi"
    ),
    "salatiga": (
        "Wibowo Santoso Prasetyo Nugroho Susilo Hartono Widodo Purnomo Utomo Wicaksono Kuncoro "
        "Sutrisno Hastuti Subagyo Raharjo Sulistyo Cahyono Handoko Mulyono Pambudi"
    ),
    "palembang": (
        "Akib Zainuddin Usman Husin Cekwan Masagus Yusuf Ibrahim Fauzi Alwi Hasyim Roni Zen Malik "
        "Aziz Anwar Bahri Mansur Umar Saleh"
    ),
    "kendari": (
        "Tamburaka Silondae Sabara Sinapoy Kaimuddin Saranani Surabaya Nur Mokodompit Pagala "
        "Laode Ndoasa Tombili Balaka Rasak Haluoleo Samaga Kolewora Lakebo Mekuo"
    ),
    "medan": (
        "Siregar Nasution Harahap Lubis Hasibuan Simanjuntak Sitompul Ginting Tarigan Sembiring "
        "Sinaga Simbolon Pane Daulay Batubara Rangkuti Pohan Hutagalung Manurung Panjaitan"
    ),
}


def nama_baru(acak: Random, kota: str, kelamin: str) -> str:
    """Two or three words; one in five has no family name, as many people here do not."""
    depan, tengah = (LAKI, TENGAH) if kelamin == "L" else (PEREMPUAN, TENGAH_P)
    bagian = [acak.choice(depan.split())]
    undi = acak.random()
    if undi < 0.55:
        bagian.append(acak.choice(tengah.split()))
    if undi > 0.2 or len(bagian) == 1:
        bagian.append(acak.choice(KELUARGA[kota].split()))
    return " ".join(dict.fromkeys(bagian))
