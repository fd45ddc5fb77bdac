#pragma once

#include "core/observe/exchangelog.h"
#include "ui/models/exchangefilter.h"

#include <QtWidgets/QLineEdit>

namespace inia::ui {

class Appearance;
class FilterCompleter;

// Where the inspector's filter is written: offers keys and the values that calls have had, underlines the
// word that is wrong.
class FilterField final : public QLineEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterField)

public:
    FilterField(const Appearance& appearance, std::shared_ptr<const ExchangeLog> log,
                QWidget* parent = nullptr);

    // Nothing is wrong without a length.
    void setWrong(ExchangeFilter::Span wrong);
    [[nodiscard]] QSize sizeHint() const override;
    // Gives way in a narrow window.
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void offer();
    void offerValues();

    const Appearance& m_appearance;
    std::shared_ptr<const ExchangeLog> m_log;
    FilterCompleter* m_completer;
};

} // namespace inia::ui
