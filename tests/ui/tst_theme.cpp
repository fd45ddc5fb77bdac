#include "tests/support/testmain.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QtCore/QRegularExpression>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace inia::ui;

namespace {

Typography testTypography()
{
    return Typography{QStringLiteral("Inter"), QStringLiteral("JetBrains Mono"), 13};
}

// The columns of digits `text` would paint, as the x of the last dark pixel.
QImage drawn(const Figures& figures, const QString& text)
{
    QImage image(160, 24, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::black);
    figures.draw(painter, QRectF(0, 0, 150, 24), Qt::AlignRight, text);
    return image;
}

bool hasInk(const QImage& image)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).lightness() < 128)
                return true;
        }
    }
    return false;
}

} // namespace

class TestTheme final : public QObject {
    Q_OBJECT

private slots:
    void contrast_data();
    void contrast();
    void highContrastStrengthensBorders();
    void sizesFollowTheFont();
    void styleSheetHasNoOpenPlaceholders();
    void bareDesktopFont_data();
    void bareDesktopFont();
    void rawDataHasColumns();
    void schemeFromPalette();
    void applyingSwitchesAtRunTime();
    void environmentOverridesTheDesktop();
    void figuresStandInColumns();
    void everyIconDrawsInOneColour_data();
    void everyIconDrawsInOneColour();
    void iconsFollowTheTheme();
    void unknownIconIsACube();
    void redIsForProduction();
};

void TestTheme::contrast_data()
{
    QTest::addColumn<Token>("ink");
    QTest::addColumn<Token>("ground");
    QTest::addColumn<double>("least");
    const auto add = [](Token ink, Token ground, double least) {
        const QByteArray name =
            (QString(tokenName(ink)) + QStringLiteral(" on ") + tokenName(ground)).toLatin1();
        QTest::newRow(name.constData()) << ink << ground << least;
    };
    for (Token ground :
         {Token::Surface, Token::Window, Token::Selection, Token::SelectionInactive, Token::Raised}) {
        for (Token ink : {Token::Text, Token::Text2, Token::Accent, Token::Success, Token::Warning,
                          Token::Danger, Token::Info})
            add(ink, ground, 4.5);
    }
    for (Token ground : {Token::Surface, Token::Window, Token::Raised, Token::Field})
        add(Token::Text3, ground, 4.5);
    for (Token ink : {Token::VKey, Token::VString, Token::VNumber, Token::VBool}) {
        add(ink, Token::Surface, 4.5);
        add(ink, Token::Selection, 4.5);
    }
    add(Token::VNull, Token::Surface, 4.5);
    add(Token::Text2, Token::Track, 4.5);
    add(Token::Text2, Token::DangerBg, 4.5);
    add(Token::Text, Token::TrackOn, 4.5);
    add(Token::Text, Token::Hover, 4.5);
    add(Token::OnAccent, Token::Accent, 4.5);
    add(Token::OnAccent, Token::AccentHover, 4.5);
    add(Token::OnDanger, Token::Danger, 4.5);
    add(Token::Success, Token::SuccessBg, 4.5);
    add(Token::Warning, Token::WarningBg, 4.5);
    add(Token::Danger, Token::DangerBg, 4.5);
    add(Token::Info, Token::InfoBg, 4.5);
    add(Token::Focus, Token::Surface, 3);
    add(Token::Focus, Token::Window, 3);
    for (Token mark : {Token::SuccessDot, Token::WarningDot, Token::DangerDot, Token::InfoDot, Token::WfQueue,
                       Token::WfWait, Token::WfDownload, Token::WfConnect, Token::WfTls, Token::WfBackoff})
        add(mark, Token::Surface, 3);
}

void TestTheme::contrast()
{
    QFETCH(Token, ink);
    QFETCH(Token, ground);
    QFETCH(double, least);
    for (Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme = Theme::make(scheme, testTypography());
        const qreal ratio = contrastRatio(theme.color(ink), theme.color(ground));
        QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 in %2")
                                                .arg(ratio)
                                                .arg(scheme == Scheme::Light ? QStringLiteral("light")
                                                                             : QStringLiteral("dark"))));
    }
}

void TestTheme::highContrastStrengthensBorders()
{
    const Theme theme = Theme::make(Scheme::Light, testTypography(), true);
    QVERIFY(contrastRatio(theme.color(Token::Border), theme.color(Token::Surface)) >= 4.5);
    QVERIFY(contrastRatio(theme.color(Token::BorderStrong), theme.color(Token::Surface)) >= 4.5);
}

void TestTheme::sizesFollowTheFont()
{
    Typography large = testTypography();
    large.px = 26;
    QCOMPARE(Theme::make(Scheme::Light, large).sizes().row, 52);
    Typography small = testTypography();
    small.px = 11; // smaller fonts do not make the window smaller
    QCOMPARE(Theme::make(Scheme::Light, small).sizes().row, 26);
    QCOMPARE(Theme::make(Scheme::Light, large).font(FontRole::Secondary).pixelSize(), 25);
}

void TestTheme::styleSheetHasNoOpenPlaceholders()
{
    const Theme theme = Theme::make(Scheme::Dark, testTypography());
    const QString sheet = theme.styleSheet();
    QVERIFY(!sheet.contains(u'@'));
    QVERIFY(!sheet.contains(QStringLiteral(": ;")));
    QVERIFY(!sheet.contains(QRegularExpression(QStringLiteral("#\\d{1,2}px"))));
    QVERIFY(!sheet.contains(QStringLiteral("QHeaderView::section")));
    QVERIFY(sheet.contains(theme.color(Token::Focus).name()));
}

void TestTheme::bareDesktopFont_data()
{
    QTest::addColumn<bool>("bare");
    QTest::addColumn<QStringList>("installed");
    QTest::addColumn<QString>("family");
    const QString inter = QStringLiteral("Inter");
    const QString noto = QStringLiteral("Noto Sans");
    const QString dejavu = QStringLiteral("DejaVu Sans");
    QTest::newRow("all there") << true << QStringList{dejavu, noto, inter} << inter;
    QTest::newRow("no Inter") << true << QStringList{dejavu, noto} << noto;
    QTest::newRow("DejaVu only") << true << QStringList{dejavu} << dejavu;
    QTest::newRow("none of them") << true << QStringList{} << QStringLiteral("Desktop Sans");
    QTest::newRow("a desktop decides") << false << QStringList{inter} << QStringLiteral("Desktop Sans");
}

void TestTheme::bareDesktopFont()
{
    QFETCH(bool, bare);
    QFETCH(QStringList, installed);
    QFont desktop(QStringLiteral("Desktop Sans"));
    desktop.setPixelSize(15);
    const Typography typography = Typography::choose(desktop, bare, installed);
    QTEST(typography.family, "family");
    QCOMPARE(typography.px, bare ? 13 : 15);
}

void TestTheme::rawDataHasColumns()
{
    const QString dejavu = QStringLiteral("DejaVu Sans Mono");
    QCOMPARE(Typography::choose(QFont(), true, {dejavu, QStringLiteral("JetBrains Mono")}).monoFamily,
             QStringLiteral("JetBrains Mono"));
    QCOMPARE(Typography::choose(QFont(), true, {QStringLiteral("DejaVu Sans"), dejavu}).monoFamily, dejavu);
    const Theme theme = Theme::make(Scheme::Light, Typography::fromDesktop(qApp->font()));
    const QFontMetricsF metrics(theme.font(FontRole::Mono));
    QCOMPARE(metrics.horizontalAdvance(u'i'), metrics.horizontalAdvance(u'W'));
}

void TestTheme::schemeFromPalette()
{
    QCOMPARE(Appearance::schemeOf(QPalette(Qt::white)), Scheme::Light);
    QCOMPARE(Appearance::schemeOf(QPalette(Qt::black)), Scheme::Dark);
}

void TestTheme::applyingSwitchesAtRunTime()
{
    Appearance appearance(*qApp);
    const QSignalSpy changed(&appearance, &Appearance::changed);
    const Theme* address = &appearance.theme();
    appearance.setSetting(*qApp, Appearance::Setting::Dark);
    QCOMPARE(appearance.theme().scheme(), Scheme::Dark);
    QCOMPARE(qApp->palette().color(QPalette::Base), appearance.theme().color(Token::Surface));
    appearance.setSetting(*qApp, Appearance::Setting::Light);
    QCOMPARE(appearance.theme().scheme(), Scheme::Light);
    QCOMPARE(qApp->palette().color(QPalette::Base), appearance.theme().color(Token::Surface));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(&appearance.theme(), address);
}

void TestTheme::environmentOverridesTheDesktop()
{
    const Appearance appearance(*qApp);
    qputenv("INIA_APPEARANCE", "dark");
    QCOMPARE(appearance.systemScheme(), Scheme::Dark);
    qputenv("INIA_APPEARANCE", "light");
    QCOMPARE(appearance.systemScheme(), Scheme::Light);
    qunsetenv("INIA_APPEARANCE");
}

void TestTheme::figuresStandInColumns()
{
    const Theme theme = Theme::make(Scheme::Light, Typography::fromDesktop(qApp->font()));
    const Figures figures(theme.font(FontRole::Data));
    QCOMPARE(figures.width(QStringLiteral("111.1 MB")), figures.width(QStringLiteral("888.8 MB")));
    // The unit after different digits has to be drawn at the same place.
    const QImage ones = drawn(figures, QStringLiteral("111 MB"));
    const QImage eights = drawn(figures, QStringLiteral("888 MB"));
    QVERIFY(hasInk(ones));
    const qreal unit = figures.width(QStringLiteral(" MB"));
    const QRect tail(150 - static_cast<int>(unit), 0, static_cast<int>(unit) + 10, 24);
    QCOMPARE(ones.copy(tail), eights.copy(tail));
    QVERIFY(ones != eights);
}

void TestTheme::everyIconDrawsInOneColour_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = Icons::names();
    QVERIFY(names.size() > 60);
    for (const QString& name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestTheme::everyIconDrawsInOneColour()
{
    QFETCH(QString, name);
    const Theme theme = Theme::make(Scheme::Light, testTypography());
    const Icons icons(theme);
    const QImage image = icons.pixmap(name, Token::Danger, 16, 2.0).toImage();
    QCOMPARE(image.size(), QSize(32, 32));
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.alpha() < 250)
                continue;
            ++inked;
            const QColor wanted = theme.color(Token::Danger); // premultiplied pixels round by one
            QVERIFY(qAbs(pixel.red() - wanted.red()) <= 2 && qAbs(pixel.green() - wanted.green()) <= 2 &&
                    qAbs(pixel.blue() - wanted.blue()) <= 2);
        }
    }
    QVERIFY(inked > 10);
    QCOMPARE(image.pixelColor(0, 0).alpha(), 0); // an empty border
}

void TestTheme::iconsFollowTheTheme()
{
    Appearance appearance(*qApp);
    appearance.apply(*qApp, Scheme::Light);
    const QIcon icon = appearance.icons().icon(QStringLiteral("record"), Token::Accent);
    const auto middle = [&] { return icon.pixmap(QSize(16, 16), 1.0).toImage().pixelColor(8, 8).rgb(); };
    QCOMPARE(middle(), appearance.theme().color(Token::Accent).rgb());
    appearance.apply(*qApp, Scheme::Dark);
    QCOMPARE(middle(), appearance.theme().color(Token::Accent).rgb());
    const QPixmap disabled = icon.pixmap(QSize(16, 16), 1.0, QIcon::Disabled);
    QCOMPARE(disabled.toImage().pixelColor(8, 8).rgb(), appearance.theme().color(Token::Text3).rgb());
    QCOMPARE(icon.pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
}

void TestTheme::unknownIconIsACube()
{
    const Theme theme = Theme::make(Scheme::Light, testTypography());
    const Icons icons(theme);
    QCOMPARE(icons.pixmap(QStringLiteral("no such thing"), Token::Text, 16, 1).toImage(),
             icons.pixmap(QStringLiteral("cube"), Token::Text, 16, 1).toImage());
}

void TestTheme::redIsForProduction()
{
    QCOMPARE(sessionToken(0, true), Token::Session3);
    for (int i = 0; i < 20; ++i)
        QVERIFY(sessionToken(i, false) != Token::Session3);
}

INIA_TEST_CLASS(TestTheme, QApplication)
#include "tst_theme.moc"
