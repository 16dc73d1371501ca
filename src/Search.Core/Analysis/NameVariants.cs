namespace Search.Core.Analysis;

/// <summary>
/// Names that news writes in several ways: transliterations, new names of old places, umlauts written out. A line is one name, the
/// first form stands for all. Forms that are common words, or another name as often, are not here (<c>said, amir, canton, sana</c>).
/// </summary>
internal static class NameVariants
{
    private const string Table = """
        muhammad mohammed mohamed mohammad muhammed mohamad mohamud muhamed mahomet
        ahmed ahmad ahmet akhmed
        hussein hussain husain husayn hussien husein
        hassan hasan hassane
        abdullah abdallah abdulla abdollah
        abdul abdel abdal abdoul
        omar umar
        osama usama
        othman osman usman uthman ousmane
        yusuf yousef youssef yousuf yusef yousaf youcef yussuf
        khalid khaled
        rashid rasheed rachid
        saeed saeid sayeed
        jamal gamal djamal
        nasser nasir
        ibrahim ebrahim
        ismail ismael esmail ismaeel
        mustafa mostafa moustafa mustapha
        sulaiman suleiman soleiman suleyman sulayman
        soleimani suleimani sulaimani
        tariq tarek tarik
        faisal faysal feisal faisel
        saleh salih
        mahmoud mahmud mahmood mehmud
        mehmet mehmed
        yasser yasir yaser
        hafez hafiz
        bashar bachar
        assad asad
        haniyeh haniya haniyah
        nasrallah nasralla
        jumblatt joumblatt junblat
        barghouti barghuthi barghouthi
        gaddafi qaddafi kadafi gadhafi qadhafi kaddafi khadafy gadafi qadafi kadhafi gheddafi
        muammar moammar muamar moamar
        morsi mursi morsy
        mubarak moubarak
        khamenei khamenai khameini
        khomeini khomeiny
        ahmadinejad ahmedinejad ahmadinejhad
        rouhani rohani ruhani
        raisi raissi
        zawahiri zawahri
        zarqawi zarkawi
        saddam sadam
        hezbollah hizbollah hizbullah hezbullah hizballah
        qaeda qaida kaida kaeda qaidah
        taliban taleban
        daesh daish
        houthi huthi houthis huthis
        shabaab shabab
        janjaweed janjawid
        mujahideen mujahedin mujahidin mujahadeen mujaheddin mojahedin mujahedeen moudjahidine
        jihad jehad
        ayatollah ayatullah
        sheikh shaikh sheik shaykh
        fatwa fatwah
        hijab hejab
        burqa burka burkha
        niqab nikab
        hajj haj hadj
        madrasa madrassa madrasah madrassah madrasas madrassas madrasahs madrassahs
        laden ladin
        taiba tayyiba toiba tayyaba taibah
        quran koran coran qoran
        shia shiah
        sharia shariah shariat
        ramadan ramadhan ramzan
        muslim moslem muslims moslems
        hanukkah chanukah hanukah
        intifada intifadah
        mecca makkah
        medina madinah
        jeddah jedda jiddah
        riyadh riyad
        beirut beyrouth
        baghdad bagdad
        basra basrah
        fallujah falluja fallouja
        karbala kerbala
        erbil arbil irbil
        homs hims
        latakia lattakia ladhiqiyah
        daraa deraa
        hodeidah hudaydah hodeida hudaida hudaidah hodaidah
        tehran teheran
        isfahan esfahan
        kandahar qandahar
        peshawar peshawer
        balochistan baluchistan
        baloch baluch
        pashtun pushtun pashtoon pashtuns pushtuns
        punjab panjab
        musharraf musharaf
        sharif shareef
        gandhi ghandi
        mumbai bombay
        kolkata calcutta
        chennai madras
        bengaluru bangalore
        pune poona
        varanasi benares banaras
        kochi cochin
        thiruvananthapuram trivandrum
        gurugram gurgaon
        mysuru mysore
        prayagraj allahabad
        dhaka dacca
        chittagong chattogram
        myanmar burma
        yangon rangoon
        beijing peking
        nanjing nanking
        tianjin tientsin
        chongqing chungking
        xinjiang sinkiang
        qingdao tsingtao
        sichuan szechuan szechwan
        guangdong kwangtung
        fujian fukien
        zhejiang chekiang
        zedong tsetung
        xiaoping hsiaoping
        uyghur uighur uygur uigur uyghurs uighurs uygurs
        busan pusan
        incheon inchon
        gwangju kwangju
        daegu taegu
        jeju cheju
        kyiv kiev kyyiv
        kharkiv kharkov
        lviv lvov lwow
        odesa odessa
        mykolaiv nikolaev nikolayev
        dnipro dnepropetrovsk dnipropetrovsk
        zaporizhzhia zaporizhia zaporozhye zaporizhzhya
        luhansk lugansk
        donbas donbass
        chernobyl chornobyl
        zelensky zelenskyy zelenskiy zelenski zelenskyi
        yanukovych yanukovich
        yushchenko yuschenko
        tymoshenko timoshenko
        lukashenko lukashenka
        belarus byelorussia belorussia byelarus
        moldova moldavia
        chisinau kishinev
        tbilisi tiflis
        kazakhstan kazakstan
        kyrgyzstan kirghizstan kirgizstan kirghizia kyrgyzia
        tajikistan tadzhikistan
        chechnya chechenia
        gorbachev gorbachov gorbatchev gorbachyov
        khrushchev khruschev kruschev krushchev khrushchov
        yeltsin eltsin
        medvedev medvedyev
        navalny navalnyy navalniy
        tchaikovsky tchaikovskiy tchaikovski chaikovsky chaikovskiy tschaikowsky
        dostoevsky dostoyevsky dostoevskii dostoyevskiy dostoevskiy dostoevski dostoyevski
        solzhenitsyn solzhenitzyn solzhenitsin
        tolstoy tolstoi
        chekhov tchekhov
        rachmaninov rachmaninoff
        prokofiev prokofieff
        sergei sergey serguei
        alexei alexey aleksei aleksey
        dmitry dmitri dmitriy dmitrii
        yevgeny evgeny yevgeni evgeni yevgeniy evgeniy evgenii
        yuri yury yuriy
        aleksandr alexandr
        tsar czar tzar tsars czars tzars
        karabakh qarabagh karabagh garabagh
        djokovic dokovic
        kosovo kosova
        pristina prishtina
        turkey turkiye
        eswatini swaziland
        benghazi bengasi
        misrata misurata
        mogadishu mogadiscio
        djibouti jibuti
        genghis chinggis jenghis
        muller mueller
        schroder schroeder
        dusseldorf duesseldorf
        fuhrer fuehrer
        zurich zuerich
        nuremberg nuernberg nurnberg
        cologne koeln koln
        munich muenchen munchen
        gottingen goettingen
        goteborg goeteborg gothenburg
        malmo malmoe
        arhus aarhus
        alborg aalborg
        hakon haakon
        jorgensen joergensen
        sorensen soerensen
        """;

    private static readonly Dictionary<string, string> s_names = Read();

    /// <summary>The form that stands for a name; null for what is none of these names.</summary>
    public static string? Find(string word) => s_names.GetValueOrDefault(word);

    /// <summary>All forms.</summary>
    public static IReadOnlyCollection<string> All => s_names.Keys;

    private static Dictionary<string, string> Read()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in Table.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] forms = line.Split(' ');
            foreach (string form in forms)
                names.Add(form, forms[0]);
        }

        return names;
    }
}
