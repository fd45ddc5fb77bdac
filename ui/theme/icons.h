#pragma once

#include "ui/theme/tokens.h"

#include <QtCore/QHash>
#include <QtCore/QString>
#include <QtGui/QIcon>
#include <QtGui/QPixmap>

#include <memory>

namespace inia::ui {

class Theme;

// The program's drawings by name ("folder", "chev-r"), each filled in with one colour of the theme. A name
// that does not exist gives "cube", the shape of things without a drawing of their own.
//
// Cheap to copy; copies and all icons made from them share one cache, which a change of theme empties. An
// icon looks its colour up when it is painted, so icons need not be made again.
class Icons final {
public:
    // `theme` outlives everything that paints.
    explicit Icons(const Theme& theme);

    // Text3 when the widget is disabled, `token` otherwise.
    [[nodiscard]] QIcon icon(const QString& name, Token token = Token::Text2) const;
    // For delegates: `size` in device-independent pixels, `ratio` the device pixels in one of them.
    [[nodiscard]] QPixmap pixmap(const QString& name, Token token, int size, qreal ratio) const;
    [[nodiscard]] static bool exists(const QString& name);
    [[nodiscard]] static QStringList names();

    void clearCache();

private:
    class Engine;
    struct Store;
    std::shared_ptr<Store> m_store;
};

} // namespace inia::ui
