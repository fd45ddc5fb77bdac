#include "tests/support/testmain.h"
#include "tests/ui/galleryscenes.h"
#include "tests/ui/pseudolocale.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"

#include <QtCore/QDir>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <memory>

using namespace inia::ui;

Q_DECLARE_METATYPE(inia::ui::Scheme)

// Draws the widgets as they stand together in the window, in light and in dark, into <build>/gallery, to be
// looked at; and checks what can be checked without looking.
class TestGallery final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void picture_data();
    void picture();
    void iconButtonsHaveWords();
    void focusIsVisibleByKeyboard();
    void fontsHaveLetters();
    void longWordsFit_data();
    void longWordsFit();
    void cutWordsAreFound();

private:
    std::unique_ptr<Appearance> m_appearance;
    QDir m_folder{QStringLiteral(INIA_BINARY_DIR "/gallery")};
};

void TestGallery::initTestCase()
{
    QVERIFY(m_folder.mkpath(QStringLiteral(".")));
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void TestGallery::picture_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<Scheme>("scheme");
    const QList<gallery::Scene> scenes = gallery::scenes();
    for (int i = 0; i < scenes.size(); ++i) {
        QTest::newRow((QByteArray(scenes[i].name) + "-light").constData()) << i << Scheme::Light;
        QTest::newRow((QByteArray(scenes[i].name) + "-dark").constData()) << i << Scheme::Dark;
    }
}

void TestGallery::picture()
{
    QFETCH(int, scene);
    QFETCH(Scheme, scheme);
    m_appearance->apply(*qApp, scheme);
    const std::unique_ptr<QWidget> window = gallery::scenes()[scene].make(*m_appearance);
    window->setFocusPolicy(Qt::ClickFocus);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    window->setFocus();
    QCoreApplication::processEvents();
    const QImage image = window->grab().toImage();
    const QString path =
        m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png"));
    QVERIFY2(image.save(path), qPrintable(path));
    // The ground has the theme's lightness, and there is text on it.
    int dark = 0;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2)
            dark += image.pixelColor(x, y).lightness() < 128;
    }
    const double part = 4.0 * dark / (image.width() * image.height());
    QVERIFY2(scheme == Scheme::Dark ? part > 0.5 && part < 0.995 : part > 0.005 && part < 0.5,
             qPrintable(QString::number(part)));
}

void TestGallery::iconButtonsHaveWords()
{
    for (const gallery::Scene& scene : gallery::scenes()) {
        const std::unique_ptr<QWidget> window = scene.make(*m_appearance);
        int checked = 0;
        for (const QAbstractButton* button : window->findChildren<QAbstractButton*>()) {
            // Qt's own clear button in a line edit is not ours to name, and a table's corner is never shown.
            if (qobject_cast<const QLineEdit*>(button->parentWidget()) ||
                button->inherits("QTableCornerButton"))
                continue;
            ++checked;
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(),
                     button->metaObject()->className());
            if (qobject_cast<const ToolButton*>(button))
                QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->accessibleName()));
        }
        QVERIFY(checked > 0);
    }
}

void TestGallery::focusIsVisibleByKeyboard()
{
    for (Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        m_appearance->apply(*qApp, scheme);
        for (const gallery::Scene& scene : gallery::scenes()) {
            const std::unique_ptr<QWidget> window = scene.make(*m_appearance);
            window->show();
            QVERIFY(QTest::qWaitForWindowActive(window.get()));
            int checked = 0;
            for (QWidget* widget : window->findChildren<QWidget*>()) {
                if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || !widget->isEnabled() ||
                    qobject_cast<QAbstractScrollArea*>(widget))
                    continue;
                window->setFocus();
                const QImage before = widget->grab().toImage();
                widget->setFocus(Qt::TabFocusReason);
                QVERIFY2(widget->hasFocus(), widget->metaObject()->className());
                const QImage after = widget->grab().toImage();
                const bool visible = before != after || widget->property("kind") == QStringLiteral("bare");
                QVERIFY2(visible, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' +
                                             widget->accessibleName()));
                ++checked;
            }
            QVERIFY(checked > 3);
        }
    }
}

void TestGallery::fontsHaveLetters()
{
    const auto drawn = [](const QFont& font, const QString& text) {
        QImage image(40, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(font);
        painter.drawText(image.rect(), Qt::AlignCenter, text);
        return image;
    };
    for (int role = 0; role < fontRoleCount; ++role) {
        const QFont& font = m_appearance->theme().font(static_cast<FontRole>(role));
        // An empty box looks the same whatever the letter.
        QVERIFY(drawn(font, QStringLiteral("a")) != drawn(font, QStringLiteral("m")));
        QVERIFY(drawn(font, QStringLiteral("\u2026")) != drawn(font, QStringLiteral("\xB7")));
        QVERIFY(QFontMetrics(font).inFont(u'W'));
    }
}

void TestGallery::longWordsFit_data()
{
    QTest::addColumn<int>("scene");
    const QList<gallery::Scene> scenes = gallery::scenes();
    for (int i = 0; i < scenes.size(); ++i)
        QTest::newRow(scenes[i].name) << i;
}

void TestGallery::longWordsFit()
{
    QFETCH(int, scene);
    const inia::tests::PseudoLocale language;
    m_appearance->apply(*qApp, Scheme::Light);
    const std::unique_ptr<QWidget> window = gallery::scenes()[scene].make(*m_appearance);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    QCoreApplication::processEvents();
    QVERIFY(window->grab().save(
        m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral("-long.png"))));
    const QStringList cut = inia::tests::cutTexts(*window);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    const QStringList unknown = language.unknown();
    QVERIFY2(unknown.isEmpty(), qPrintable(unknown.join(u'\n')));
}

void TestGallery::cutWordsAreFound()
{
    QWidget window;
    auto* label = new QLabel(QStringLiteral("[Open anything]"), &window);
    auto* button = new QPushButton(QStringLiteral("Not translated"), &window);
    label->setGeometry(0, 0, 40, 20);
    button->setGeometry(0, 30, 40, 20);
    window.resize(400, 60);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(inia::tests::cutTexts(window).size(), 2);
    QCOMPARE(inia::tests::plainTexts(window), QStringList{QStringLiteral("Not translated")});
    label->resize(300, 20);
    button->resize(300, 20);
    QCOMPARE(inia::tests::cutTexts(window), QStringList());
}

INIA_TEST_CLASS(TestGallery, QApplication)
#include "tst_gallery.moc"
