#include "app/desktop/language.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QLibraryInfo>

static void loadCatalogues()
{
    Q_INIT_RESOURCE(i18n);
}

namespace inia::desktop {

namespace {

const QString english = QStringLiteral("en");

// The country is the desktop's where it speaks the same language. English is written as the sources have it.
QLocale localeOf(const QString& name)
{
    const QLocale system = QLocale::system();
    const QLocale::Language language = QLocale(name).language();
    if (language == QLocale::English)
        return {QLocale::English, QLocale::UnitedStates};
    return system.language() == language ? QLocale(language, system.territory()) : QLocale(name);
}

} // namespace

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(m_before);
}

QStringList Language::known()
{
    loadCatalogues();
    QStringList names{english};
    const QDir folder(QStringLiteral(":/inia/i18n"));
    for (const QString& file : folder.entryList({QStringLiteral("inia_*.qm")}, QDir::Files, QDir::Name))
        names.append(file.section(u'_', 1).section(u'.', 0, 0));
    return names;
}

QString Language::of(const QStringList& wanted)
{
    const QStringList names = known();
    for (const QString& each : wanted) {
        const QString name = each.section(u'-', 0, 0).section(u'_', 0, 0);
        if (names.contains(name))
            return name;
    }
    return english;
}

void Language::install(const QString& name)
{
    QLocale::setDefault(localeOf(name));
    if (name == english)
        return;
    if (m_words.load(QStringLiteral("inia_") + name, QStringLiteral(":/inia/i18n")))
        QCoreApplication::installTranslator(&m_words);
    if (m_qt.load(QStringLiteral("qtbase_") + name, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace inia::desktop
