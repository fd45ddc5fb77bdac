#include "app/desktop/settings.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using inia::desktop::Settings;

class tst_DesktopSettings final : public QObject {
    Q_OBJECT

private slots:
    void areForTheirOwnerAlone_data();
    void areForTheirOwnerAlone();
};

void tst_DesktopSettings::areForTheirOwnerAlone_data()
{
    QTest::addColumn<bool>("isOld");
    QTest::newRow("new") << false;
    QTest::newRow("of an older version") << true;
}

void tst_DesktopSettings::areForTheirOwnerAlone()
{
    QFETCH(const bool, isOld);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("inia/inia.ini"));
    constexpr auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (isOld) {
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("inia")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("[transfers]\nbandwidth=7\n") > 0);
        file.close();
        QVERIFY(file.setPermissions(file.permissions() | QFileDevice::ReadOther));
    }
    {
        Settings settings(path);
        QCOMPARE(settings.bandwidth(), qint64(isOld ? 7 : 0));
        QVERIFY(!(QFile::permissions(path) & others));
        settings.saveBandwidth(9);
    }
    QVERIFY(!(QFile::permissions(path) & others));
    QCOMPARE(Settings(path).bandwidth(), qint64(9));
}

INIA_TEST_CLASS(tst_DesktopSettings, QCoreApplication)
#include "tst_desktopsettings.moc"
